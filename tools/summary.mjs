// Reads the output of `go test -json`: prints a line a package, the output of what failed, and the reason
// of every skip; writes the counts of tests as JSON.
import { createInterface } from "node:readline";
import { createReadStream, writeFileSync } from "node:fs";

const [input, output] = process.argv.slice(2);
const counts = { passed: 0, failed: 0, skipped: 0 };
const said = new Map(); // what a test printed, until its end
const skips = [];
let broken = false;

for await (const line of createInterface({ input: createReadStream(input) })) {
  let e;
  try {
    e = JSON.parse(line);
  } catch {
    console.log(line); // the compiler
    continue;
  }
  const key = `${e.Package} ${e.Test ?? ""}`;
  if (e.Action === "output" || e.Action === "build-output") {
    said.set(key, (said.get(key) ?? "") + e.Output);
    continue;
  }
  if (!["pass", "fail", "skip"].includes(e.Action)) continue;
  if (!e.Test) {
    const text = (said.get(key) ?? "").trim().split("\n");
    console.log(e.Action === "fail" ? text.join("\n") : text.at(-1));
    broken ||= e.Action === "fail";
  } else {
    counts[{ pass: "passed", fail: "failed", skip: "skipped" }[e.Action]]++;
    if (e.Action === "fail") process.stdout.write(said.get(key) ?? "");
    if (e.Action === "skip") skips.push(`${e.Test}: ${reason(said.get(key))}`);
  }
  said.delete(key);
}
for (const s of skips) console.log(`skipped ${s}`);
writeFileSync(output, JSON.stringify(counts));
process.exit(broken || counts.failed > 0 ? 1 : 0);

function reason(text = "") {
  const lines = text.split("\n").filter((l) => l.trim() && !/^\s*(===|---)/.test(l));
  return lines.map((l) => l.trim()).join(" ") || "no reason given";
}
