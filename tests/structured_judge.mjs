// Judges JSON-LD: `node structured_judge.mjs MODULES < BLOCKS`, BLOCKS a list of [page, address, block] as JSON.
// Every block is expanded by jsonld.js, which must lose nothing and leave no relative address; then every node is
// held against schema.org's vocabulary, its properties by class and their values by range, as schema-dts has them.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";

const [modules] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const jsonld = require("jsonld");
const blocks = JSON.parse(await text(process.stdin));

// schema.org's own context cannot be fetched: its vocabulary, and the properties that the blocks may give as addresses.
const ADDRESSES = ["url", "item", "sameAs", "image", "contentUrl", "eventStatus", "eventAttendanceMode", "license", "isPartOf", "mainEntityOfPage"];
const context = {
  "@vocab": "https://schema.org/",
  ...Object.fromEntries(ADDRESSES.map((name) => [name, { "@type": "@id" }])),
};
const documentLoader = async (url) => {
  if (url.replace(/\/$/, "") !== "https://schema.org") throw new Error(`another context: ${url}`);
  return { document: { "@context": context }, documentUrl: url, contextUrl: null };
};

const faults = [];
let nodes = 0, values = 0;
const classes = new Map(), properties = new Map();
const count = (map, key) => map.set(key, (map.get(key) || 0) + 1);
const leaves = (value) => Array.isArray(value) ? value.reduce((sum, each) => sum + leaves(each), 0)
  : value && typeof value === "object"
    ? Object.entries(value).reduce((sum, [key, each]) => sum + (key.startsWith("@") && key !== "@graph" ? 0 : leaves(each)), 0) : 1;
const walk = (page, node) => {
  if (Array.isArray(node)) { node.forEach((each) => walk(page, each)); return 0; }
  if (node["@value"] !== undefined) { values++; return; }
  if (node["@id"] !== undefined && Object.keys(node).length === 1) {
    values++;
    if (!/^https?:/.test(node["@id"])) faults.push(`${page}: ${node["@id"]} is no address`);
    return;
  }
  nodes++;
  if (!node["@type"]) faults.push(`${page}: a node without a class`);
  for (const [key, value] of Object.entries(node)) {
    if (key === "@type") value.forEach((name) => count(classes, name.replace("https://schema.org/", "")));
    else if (!key.startsWith("@")) { count(properties, key.replace("https://schema.org/", "")); walk(page, value); }
  }
};
const lines = ['import type * as S from "schema-dts";'];
const owners = [""];
for (const [page, address, block] of blocks) {
  const expanded = await jsonld.expand(block, { base: address, documentLoader, safe: true });
  const before = values;
  walk(page, expanded);
  const lost = leaves(block["@graph"] || block) - (values - before);
  if (lost) faults.push(`${page}: ${lost} values were lost`);
  for (const node of block["@graph"]) {
    lines.push(`export const n${lines.length}: S.${node["@type"]} = ${JSON.stringify(node)};`);
    owners.push(page);
  }
}
const folder = dirname(modules);
const file = join(folder, "nodes.ts");
writeFileSync(file, lines.join("\n"));
try {
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--moduleResolution", "bundler", "--module", "esnext"];
  execFileSync(process.execPath, [join(modules, "typescript/bin/tsc"), ...options, file], { encoding: "utf-8", cwd: folder });
} catch (error) {
  for (const line of error.stdout.split("\n")) {
    const at = /^nodes\.ts\((\d+),/.exec(line);
    if (at || /^\s+/.test(line)) faults.push(at ? `${owners[at[1] - 1]}: ${line}` : line);
  }
}
const told = (map) => [...map].sort().map(([name, times]) => `${name} ${times}`).join(", ");
console.log(faults.slice(0, 60).join("\n"));
console.log(`${blocks.length} blocks, ${nodes} nodes, ${values} values`);
console.log(`classes: ${told(classes)}`);
console.log(`properties: ${told(properties)}`);
console.log(`${faults.length} faults`);
process.exitCode = faults.length ? 1 : 0;
