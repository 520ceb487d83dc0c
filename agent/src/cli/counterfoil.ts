#!/usr/bin/env node
// Only this file runs on an old Node: everything else is imported after the check.
const major = Number.parseInt(process.versions.node, 10);
if (major < 24) {
  process.stderr.write(`Counterfoil needs Node 24 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 78;
} else {
  const { runProgram } = await import('./program.ts');
  process.exitCode = await runProgram(process.argv);
}
