import { execFileSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readLabelledTexts } from "../src/index.ts";
import { openPath } from "../src/sources/browser.ts";
import { openPath as openNodePath } from "../src/sources/node.ts";
import { failureOf, folderOf } from "./text-files.ts";

const content = "text,label\ngood,1\nbad,0\n";
const bytes = new TextEncoder().encode(content);

describe("content under a name", () => {
  async function* stream() {
    for (const byte of bytes) yield Uint8Array.of(byte);
  }

  test.each([
    ["text", content],
    ["a Uint8Array", bytes],
    ["an ArrayBuffer", bytes.slice().buffer],
    ["a Blob", new Blob([bytes])],
    ["chunks of bytes", stream()],
  ])("may be %s", async (_, given) => {
    const { train } = await readLabelledTexts({ name: "a.csv", content: given });
    expect(train.texts).toEqual(["good", "bad"]);
    expect(train.origins).toEqual(["a.csv:2", "a.csv:3"]);
  });

  test("may be a File, and its reading is shown", async () => {
    const seen: unknown[] = [];
    const file = new File([content], "b.csv");
    const { description } = await readLabelledTexts(file, { onProgress: (at) => seen.push(at) });
    expect(description).toBe('b.csv, texts in "text", labels in "label"');
    expect(seen).toEqual([{ loadedBytes: 24, totalBytes: 24 }]);
  });

  test("may be of a format that its name does not say", async () => {
    const { train } = await readLabelledTexts({ name: "a.data", content }, { format: "csv" });
    expect(train.texts).toEqual(["good", "bad"]);
  });

  test("may be the files of a folder, as a page gets them dropped", async () => {
    const file = (name: string, text: string) =>
      Object.defineProperty(new File([text], name.split("/").at(-1) ?? ""), "webkitRelativePath", {
        value: name,
      });
    const files = [
      file("data/test/pos/1.txt", "fine"),
      file("data/train/pos/2.txt", "good"),
      file("data/train/neg/1.txt", "bad"),
      file("data/train/neg/.hidden", "x"),
      file("data/test/neg/1.txt", "poor"),
      file("data/README", "x"),
    ];
    const data = await readLabelledTexts(files);
    expect(data.train.origins).toEqual(["train/neg/1.txt", "train/pos/2.txt"]);
    expect(data.test?.texts).toEqual(["poor", "fine"]);
    expect(data.description).toBe("data, a folder with one folder a class");
    expect(data.remarks).toEqual(['Left aside, being no texts of a class: "README".']);
  });

  test.each([[null], [{}], [{ name: "a.csv" }], [{ name: "", content }], [new Blob(["x"])], [3]])(
    "that is %j is a TypeError",
    async (given) => {
      await expect(readLabelledTexts(given as never)).rejects.toThrow(TypeError);
    },
  );
});

test.skipIf(process.platform !== "linux")(
  "a pipe that the shell gives as a number in /dev/fd is called one",
  async () => {
    const fifo = path.join(folderOf({}), "fifo");
    execFileSync("mkfifo", [fifo]);
    const fd = openSync(fifo, "r+");
    const location = `/dev/fd/${fd}`;
    expect(await openNodePath(location)).toMatchObject({ file: { name: "pipe", location } });
    expect(await openNodePath(fifo)).toMatchObject({ file: { name: "fifo" } });
    closeSync(fd);
  },
);

test("A path outside Node is a TypeError that says what to give", async () => {
  await expect(openPath("a.csv")).rejects.toThrow("expected a File, a list of Files");
});

describe("class folders whose files are not .txt", () => {
  test("are read where they are text, and said", async () => {
    const { train, remarks } = await readLabelledTexts(
      folderOf({ "neg/1": "bad", "pos/1.md": "good", "pos/2.html": "fine" }),
    );
    expect(train.texts).toEqual(["bad", "good", "fine"]);
    expect(remarks).toEqual([
      'Read as texts, though not named .txt: "neg/1", "pos/1.md", "pos/2.html".',
    ]);
  });

  test("are left aside and named where they are not", async () => {
    const picture = Uint8Array.of(0xff, 0xd8, 0, 1);
    const { train, remarks } = await readLabelledTexts(
      folderOf({ "neg/1.md": "bad", "pos/1.md": "good", "pos/2.jpg": picture }),
    );
    expect(train.origins).toEqual(["neg/1.md", "pos/1.md"]);
    expect(remarks.at(-1)).toBe('Left aside, being no texts of a class: "pos/2.jpg".');
    const none = folderOf({ "neg/1.md": "bad", "pos/2.jpg": picture });
    expect(await failureOf(readLabelledTexts(none))).toMatchObject({
      code: "ERR_RNN_TEXT_CLASSES",
      message: expect.stringContaining('no text in "pos", only "pos/2.jpg"'),
    });
  });

  test("count for nothing beside two classes of .txt files", async () => {
    const files = { "neg/1.txt": "bad", "pos/1.txt": "good", "notes/1.md": "x" };
    const { train, remarks } = await readLabelledTexts(folderOf(files));
    expect(train.texts).toEqual(["bad", "good"]);
    expect(remarks).toEqual(['Left aside, being no texts of a class: "notes/".']);
  });
});

describe("columns as people name them", () => {
  test.each([
    ["message,stars", "message", "stars"],
    ["comment_text,target", "comment_text", "target"],
    ["reviewText,polarity", "reviewText", "polarity"],
    ["tweet,sentiment", "tweet", "sentiment"],
    ["id,body,class", "body", "class"],
    ["v1,v2", "v2", "v1"],
    ["v1,v2,,,", "v2", "v1"],
    ["id,document,label", "document", "label"],
    ["번호,내용,분류", "내용", "분류"],
    ["문장,라벨", "문장", "라벨"],
    ["Review Text,Is-Spam,date", "Review Text", "Is-Spam"],
    ["clean_text,category,id", "clean_text", "category"],
    ["label,what was said", "what was said", "label"],
    ["review,message,label", "review", "label"],
    ["tweet_id,airline_sentiment,sentiment_confidence,text", "text", "airline_sentiment"],
    ["article_link,headline,is_sarcastic", "headline", "is_sarcastic"],
    ["qid,question_text,target", "question_text", "target"],
    ["ItemID,Sentiment,SentimentSource,SentimentText", "SentimentText", "Sentiment"],
    ["id,product_review,productClass", "product_review", "productClass"],
    ["v1,v2,my text", "v2", "v1"],
    ["번호,메일 내용,분류", "메일 내용", "분류"],
    ["번호,고객 메일,문의 유형,담당자", "고객 메일", "문의 유형"],
    ["접수번호,접수일,고객명,문의내용,분류,비고", "문의내용", "분류"],
    ["번호,메일제목,메일내용,문의유형", "메일내용", "문의유형"],
    ["번호,고객 의견,문의 내용,유형", "문의 내용", "유형"],
    ["번호,이용후기,감성분류,작성일", "이용후기", "감성분류"],
    ["编号,评论内容,问题分类,日期", "评论内容", "问题分类"],
    ["ID,お問い合わせ内容,お問い合わせ分類,日付", "お問い合わせ内容", "お問い合わせ分類"],
  ])("in %s are found", async (header, text, label) => {
    const row = (value: string) => header.replaceAll(/[^,]+/g, value);
    const rows = { name: "a.csv", content: `${header}\n${row("0")}\n${row("1")}\n` };
    const { description } = await readLabelledTexts(rows);
    expect(description).toBe(`a.csv, texts in "${text}", labels in "${label}"`);
  });

  test.each([
    "message,tweet,label",
    "v1,v2,v3,label",
    "text,stars,polarity",
    "id,is_a,is_b,text",
    "번호,문의내용,답변내용,분류",
    "번호,이름,이메일,분류",
  ])("in %s are not guessed", async (header) => {
    const rows = { name: "a.csv", content: `${header}\n` };
    expect(await failureOf(readLabelledTexts(rows))).toMatchObject({
      code: "ERR_RNN_TEXT_COLUMN",
    });
  });
});
