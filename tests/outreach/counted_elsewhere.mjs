// Counts texts with twitter-text and sms-segments-calculator, which are not what the program counts with.
// In: a JSON list of texts. Out: for each [weight on X, segments, encoding]. NODE_MODULES says where the packages lie.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const load = createRequire(`${process.env.NODE_MODULES}/`);
const twitter = load("twitter-text");
const { SegmentedMessage } = load("sms-segments-calculator");
const parse = twitter.parseTweet ?? twitter.default.parseTweet;

const counted = JSON.parse(readFileSync(0, "utf8")).map((text) => {
  const sms = new SegmentedMessage(text);
  return [parse(text).weightedLength, sms.segments.length, sms.getEncodingName()];
});
console.log(JSON.stringify(counted));
