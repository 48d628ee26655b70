import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

/** The service's counts and times. */
export interface Metrics {
  /** A request that has been answered. */
  observe: (request: { route: string; method: string; status: number; seconds: number }) => void;
  /** Texts that have been classified. */
  countTexts: (count: number) => void;
  /** All of them in Prometheus's text format, with its content type. */
  print: () => Promise<{ text: string; contentType: string }>;
}

/** Milliseconds to seconds: most texts take less than one of a thousandth. */
const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Metrics of their own, so that several services in one process do not share them. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const labelNames = ["route", "method", "status"] as const;
  const requests = new Counter({
    name: "rnn_http_requests_total",
    help: "Requests that have been answered; of status 499 those whose client left, or that did not arrive whole.",
    labelNames,
    registers,
  });
  const times = new Histogram({
    name: "rnn_http_request_duration_seconds",
    help: "Time from a request's headers to its answer.",
    labelNames,
    buckets,
    registers,
  });
  const texts = new Counter({
    name: "rnn_texts_classified_total",
    help: "Texts that have been classified.",
    registers,
  });
  return {
    observe({ seconds, status, ...of }) {
      const labels = { ...of, status: String(status) };
      requests.inc(labels);
      times.observe(labels, seconds);
    },
    countTexts: (count) => texts.inc(count),
    print: async () => ({ text: await registry.metrics(), contentType: registry.contentType }),
  };
}
