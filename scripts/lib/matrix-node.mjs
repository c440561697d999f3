import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';
import { nodeOfVersion } from './runtime.mjs';

/** Long for the checks, which take seconds: what is left is a program that a runner keeps alive. */
const LIMIT_MS = 60_000;

/** Runs the exercises as an ES module and as CommonJS, and the command, on one Node version. */
export async function exerciseOnNode(major, project) {
  const binary = await nodeOfVersion(major);
  const { stdout } = await runCommand([binary, '--version'], { cwd: project });
  const version = stdout.trim();
  return [
    { name: `node ${major} import`, detail: version, ...(await exercise(binary, project, 'exercise.mjs')) },
    { name: `node ${major} require`, detail: version, ...(await exercise(binary, project, 'exercise.cjs')) },
    { name: `node ${major} codelets`, detail: version, ...(await exerciseCommand(binary, project)) },
  ];
}

async function exercise(binary, project, file) {
  const { code, stdout, stderr } = await runLimited([binary, file], project);
  const lines = stdout.split('\n');
  const failures = lines.filter((line) => line.startsWith('not ok '));
  const passed = lines.filter((line) => line.startsWith('ok ')).length;
  if (code === 0 && !stdout.includes('ok ended its checks'))
    failures.push(`${file} ended before its checks did`);
  if (code !== 0) failures.push(`${file} ended with ${code}: ${stderr.trim().slice(0, 2000)}`);
  return { passed, failures };
}

async function exerciseCommand(binary, project) {
  const command = join(project, 'node_modules/@codelets/playground-cli/dist/cli.js');
  const codelet = 'export const main = (input) => input.value * 2;';
  const args = ['run', '-', '--input', '{"value":21}'];
  const { code, stdout, stderr } = await runLimited([binary, command, ...args], project, codelet);
  if (code === 0 && stdout.trim() === '42') return { passed: 1, failures: [] };
  return {
    passed: 0,
    failures: [`codelets run - ended with ${code}: ${stdout}${stderr.trim().slice(0, 2000)}`],
  };
}

function runLimited([program, ...args], cwd, input = '') {
  const child = spawn(program, args, { cwd });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'])
    child[name].setEncoding('utf8').on('data', (text) => (output[name] += text));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: error.message, ...output }));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code: signal === 'SIGKILL' ? `nothing after ${LIMIT_MS} ms` : (code ?? signal), ...output });
    });
  });
}
