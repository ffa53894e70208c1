// Adds up the counts of the three suites and closes with one line.
import { existsSync, readFileSync } from "node:fs";

const dir = process.argv[2];
const total = { passed: 0, failed: 0, skipped: 0 };
const add = (name, c) => {
  console.log(`${name}: ${c.passed} passed, ${c.failed} failed, ${c.skipped} skipped`);
  for (const k of Object.keys(total)) total[k] += c[k];
};

add("Go", JSON.parse(readFileSync(`${dir}/go.counts`, "utf8")));
const unit = JSON.parse(readFileSync(`${dir}/unit.json`, "utf8"));
add("front end units", { passed: unit.numPassedTests, failed: unit.numFailedTests, skipped: unit.numPendingTests });
if (existsSync(`${dir}/e2e.out`)) {
  const text = readFileSync(`${dir}/e2e.out`, "utf8");
  const n = (word) => Number(text.match(new RegExp(`^\\S* ?${word} (\\d+)$`, "m"))?.[1] ?? 0);
  add("browser", { passed: n("pass"), failed: n("fail"), skipped: n("skipped") });
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
