import assert from "node:assert/strict";
import { test } from "node:test";
import { file, importFile, importFiles, markdownOf, png, refusals, zip } from "./writers.js";

const LONG = Array.from({ length: 90 }, (_, at) => `מילה${at % 7}`).join(" ");
/** @param {import("../../web/import/model.js").ImportResult} result */
const seen = (result) => result.documents.map((one) => [one.name, markdownOf(one), one.facts]);

test("Telegram's result.json: reviews with date and writer, entities as marks, their picture; chatter is listed", async () => {
  const message = (/** @type {number} */ id, /** @type {object} */ more) => ({ id, type: "message", date: `2023-08-12T14:0${id}:33`, date_unixtime: "1", from: "ערוץ הסקירות", from_id: "channel1", text: "", ...more });
  const json = JSON.stringify({ name: "ערוץ", type: "public_channel", id: 9, messages: [
    { id: 1, type: "service", action: "create_channel", date: "2023-01-01T00:00:00" },
    message(2, { text: "בוקר טוב לכולם" }),
    message(3, { photo: "photos/a.png", text: [{ type: "bold", text: "סקירה 12: כותרת" }, "\n12.08.23\n\n", LONG, " ", { type: "text_link", text: "למאמר", href: "https://arxiv.org/abs/1" }, "\n- פריט *חי*\n", { type: "pre", text: "x = 1", language: "python" }] }),
    message(4, { text: LONG, author: "דנה" }),
  ] });
  const result = await importFiles([file("export/result.json", json), file("export/photos/a.png", png(20, 10))]);
  assert.deepEqual(seen(result), [
    ["export/result.json#3", `![](PICTURE1.png)\n\n**סקירה 12: כותרת**  \n12.08.23\n\n${LONG} [למאמר](https://arxiv.org/abs/1)  \n- פריט \\*חי\\*\n\n\`\`\`python\nx = 1\n\`\`\`\n`, { date: "2023-08-12T14:03:33", authors: ["ערוץ הסקירות"] }],
    ["export/result.json#4", `${LONG}\n`, { date: "2023-08-12T14:04:33", authors: ["דנה"] }],
  ]);
  assert.deepEqual(result.refused, [{ name: "export/result.json#2", code: "message-left-out", message: "2023-08-12 14:02:33, ערוץ הסקירות, בוקר טוב לכולם (3 words: too short for a review)" }]);
});

test("a review that the service cut in two is one, and a picture right before it is its own", async () => {
  const full = "מילה ".repeat(800).trim();
  const at = (/** @type {string} */ time, /** @type {object} */ more) => ({ id: Number(time.slice(-2)), type: "message", date: `2023-08-12T10:${time}`, date_unixtime: "1", from: "דנה", text: "", ...more });
  const json = JSON.stringify({ messages: [at("00:01", { photo: "a.png" }), at("00:05", { text: full }), at("00:09", { text: "סוף הסקירה" }), at("30:10", { text: LONG })] });
  const result = await importFiles([file("result.json", json), file("a.png", png(20, 10))]);
  assert.deepEqual(seen(result).map(([name, markdown]) => [name, markdown]), [["result.json#1", `![](PICTURE1.png)\n\n${full}\n\nסוף הסקירה\n`], ["result.json#10", `${LONG}\n`]]);
});

test("a whole account's export has its chats' reviews", async () => {
  const chat = (/** @type {number} */ id) => ({ id, name: `ש${id}`, type: "saved_messages", messages: [{ id: 1, type: "message", date: "2023-08-12T10:00:00", date_unixtime: "1", from: "דנה", text: LONG }] });
  const result = await importFile(file("result.json", JSON.stringify({ about: "x", chats: { list: [chat(5), chat(6)] } })));
  assert.deepEqual(result.documents.map(({ name }) => name), ["result.json#5-1", "result.json#6-1"]);
});

test("Telegram's messages.html: names that are not repeated, times with their zone", async () => {
  const message = (/** @type {number} */ id, /** @type {string} */ inner, joined = "") => `<div class="message default clearfix ${joined}" id="message${id}"><div class="body">` +
    `<div class="pull_right date details" title="12.08.2023 14:0${id}:33 UTC+03:00">14:0${id}</div>${inner}</div></div>`;
  const html = `<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class="page_wrap"><div class="page_header"></div><div class="history">` +
    `${message(1, `<div class="from_name">\nדנה\n</div><div class="text">סקירה<br>${LONG} <strong>דגש</strong></div>`)}${message(2, '<div class="text">תודה</div>', "joined")}` +
    `${message(3, `<div class="media_wrap"><a class="photo_wrap" href="photos/a.png"><img src="photos/a_thumb.png"></a></div><div class="text">${LONG}</div>`, "joined")}</div></div></body></html>`;
  const result = await importFiles([file("messages.html", html), file("photos/a.png", png(9, 9)), file("photos/a_thumb.png", png(2, 2))]);
  assert.deepEqual(seen(result), [
    ["messages.html#1", `סקירה  \n${LONG} **דגש**\n`, { date: "2023-08-12T14:01:33+03:00", authors: ["דנה"] }],
    ["messages.html#3", `![](PICTURE1.png)\n\n${LONG}\n`, { date: "2023-08-12T14:03:33+03:00", authors: ["דנה"] }],
  ]);
  assert.deepEqual(refusals(result), [["messages.html#2", "message-left-out"], ["photos/a_thumb.png", "picture-unused"]]);
});

test("WhatsApp from an iPhone: marks of direction, seconds, attachments, several lines, its own bold", async () => {
  const chat = `\u200f[12.8.2023, 14:05:33] דנה לוי: \u200eההודעות מוצפנות\r\n[12.8.2023, 14:06:00] ~ דנה לוי: *סקירה:* כותרת\r\nשורה _שנייה_ ${LONG}\r\n\r\n- פריט\r\n[12.8.2023, 14:06:20] דנה לוי: \u200e<attached: 00001-PHOTO.png>\r\n[13.8.2023, 9:00:01] יואב: תודה רבה\r\n`;
  const result = await importFile(file("_chat.txt", chat), [file("00001-PHOTO.png", png(3, 3))]);
  assert.deepEqual(seen(result), [["_chat.txt#2", `**סקירה:** כותרת  \nשורה *שנייה* ${LONG}\n\n- פריט\n`, { date: "2023-08-12T14:06:00", authors: ["דנה לוי"] }]]);
  assert.deepEqual(result.refused.map(({ name, line }) => [name, line]), [["_chat.txt#1", 1], ["_chat.txt#3", 6], ["_chat.txt#4", 7]]);
  assert.equal(result.documents[0].firstLine, 2);
});

/** @type {[string, string, string][]} stamps of two messages in a chat, the second's date */
const STAMPS = [
  ["12/08/2023, 14:05 - ", "31/08/2023, 09:05 - ", "2023-08-31T09:05:00"],
  ["8/12/23, 2:05 PM - ", "8/31/23, 11:05\u202fPM - ", "2023-08-31T23:05:00"],
  ["[8/12/23, 12:05:09 AM] ", "[8/31/23, 12:05:09 AM] ", "2023-08-31T00:05:09"],
  ["[2023-08-12, 14:05:09] ", "[2023-08-31, 14:05:09] ", "2023-08-31T14:05:09"],
  ["\u200e12.8.2023, 14:05 - ", "\u200f5.8.2023, 14:05 - ", "2023-08-05T14:05:00"],
];
for (const [first, second, date] of STAMPS) {
  test(`WhatsApp's stamps: ${JSON.stringify(second)} is ${date}`, async () => {
    const result = await importFile(file("chat.txt", `${first}א: שלום\n${second}ב: ${LONG}\n`));
    assert.deepEqual(result.documents.map(({ facts }) => facts), [{ date, authors: ["ב"] }]);
  });
}

test("a chat without a review is refused, and a list of dates is no chat", async () => {
  assert.deepEqual(refusals(await importFile(file("_chat.txt", "[12.8.2023, 14:05:33] א: שלום\n[12.8.2023, 14:05:34] ב: שלום\n"))), [["_chat.txt", "no-reviews"]]);
  assert.deepEqual((await importFile(file("a.txt", "12.08.2023\nסקירה\n"))).documents.map(({ source }) => source !== undefined), [true]);
});

test("a short message counts as a review under a banner, or with a paper's address", async () => {
  const words = (/** @type {number} */ count) => Array.from({ length: count }, (_, at) => `מילה${at}`).join(" ");
  const chat = ["המאמר היומי של דנה: " + words(30), words(45) + " https://arxiv.org/abs/2401.00001", words(45), "קראו: https://arxiv.org/abs/2401.00001"].map((text, at) => `[12.8.2023, 1${at}:05:33] דנה: ${text}`).join("\n");
  assert.deepEqual((await importFile(file("_chat.txt", chat))).documents.map(({ name }) => name), ["_chat.txt#1", "_chat.txt#2"]);
});

test("a zipped chat finds its pictures", async () => {
  const result = await importFile(file("chat.zip", zip({ "_chat.txt": `[12.8.2023, 14:05:00] דנה: <attached: a.png>\n[12.8.2023, 14:05:33] דנה: ${LONG}\n`, "a.png": png(4, 4) })));
  assert.deepEqual(seen(result).map(([name, markdown]) => [name, markdown]), [["chat.zip/_chat.txt#1", `![](PICTURE1.png)\n\n${LONG}\n`]]);
});
