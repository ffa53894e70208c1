// Lets Node 20 run the TypeScript of these tests: node --import ./e2e/typescript.mjs. It loads itself a
// second time, beside the program, as the hook that Node asks for every module.

import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import ts from 'typescript';

if (isMainThread) register(import.meta.url);

export async function load(url, context, next) {
  if (!url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context);
  const { outputText } = ts.transpileModule(await readFile(new URL(url), 'utf8'), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, inlineSourceMap: true },
    fileName: url,
  });
  return { format: 'module', shortCircuit: true, source: outputText };
}
