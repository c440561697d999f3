import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchFiles } from './watch-files.js';

let folder: string;
let stop: () => void = () => {};
const changed = vi.fn<(path: string) => void>();

beforeEach(async () => {
  changed.mockClear();
  folder = await mkdtemp(join(tmpdir(), 'codelets-watch-'));
});
afterEach(async () => {
  stop();
  await rm(folder, { recursive: true });
});

/** Gives the watcher time to look at the files for the first time. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 250));

it('notices a write, a replacement and a return of the file, and no reading', async () => {
  const path = join(folder, 'a.js');
  await writeFile(path, 'one');
  stop = watchFiles([path], changed);
  await settle();
  await readFile(path);
  await settle();
  expect(changed).not.toHaveBeenCalled();

  const steps = [
    () => writeFile(path, 'two, longer'),
    () => writeFile(`${path}.new`, 'three').then(() => rename(`${path}.new`, path)),
    () => rm(path),
    () => writeFile(path, 'four'),
  ];
  for (const step of steps) {
    changed.mockClear();
    await step();
    await vi.waitFor(() => expect(changed).toHaveBeenCalledWith(path), 5000);
    await settle();
  }
});

it('is silent once stopped', async () => {
  const path = join(folder, 'a.js');
  await writeFile(path, 'one');
  watchFiles([path], changed)();
  await writeFile(path, 'two, longer');
  await settle();
  expect(changed).not.toHaveBeenCalled();
});
