/** Lets the page load without a network from its second visit on, where the browser has service workers. */
export function registerOffline(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register(new URL("offline.js", document.baseURI)).catch(() => {
    // A page that is not served safely works as well, with a network.
  });
}
