import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ROOT, readPage } from '../docs/support/pages.js';

/** Commands of examples/README.md with the output that stands below them. */
const { blocks } = readPage('examples/README.md');
const printed = blocks.flatMap(({ language, code }, index) => {
  const before = blocks[index - 1];
  return language === 'text' && before?.language === 'sh' ? [[before.code.trim(), code] as const] : [];
});

describe('examples/README.md', () => {
  it('shows every example that is a service', () => {
    const folders = readdirSync(join(ROOT, 'examples'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !/^(node_modules|\..*)$/.test(entry.name))
      .map(({ name }) => `node examples/${name}/run.mjs`);
    expect(folders).toHaveLength(5);
    expect(printed.map(([command]) => command).sort()).toStrictEqual(folders.sort());
  });

  it.each(printed)('%s prints what stands there', async (command, output) => {
    const [program, ...args] = command.split(' ');
    expect(program).toBe('node');
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
    expect(stderr).toBe('');
    expect(stdout).toBe(output);
  });
});
