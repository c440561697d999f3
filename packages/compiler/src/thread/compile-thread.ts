// What the worker thread runs; bundled to one file, dist/compile-thread.cjs.
import { parentPort } from 'node:worker_threads';
import { compile } from '../compile.js';
import { compileGranted, linkSources } from '../modules/link-sources.js';
import { languageOf } from '../typescript/language.js';
import { loadStripper } from '../typescript/load-stripper.js';
import type { StripTypes } from '../typescript/strip-types.js';
import type { CompileJob, JobOutcome } from './thread-compiler.js';

const port = parentPort;
if (!port) throw new Error('compile-thread runs as a worker thread');
let stripper: Promise<StripTypes | undefined> | undefined;

// What is thrown in here, by a type stripper that has trapped, ends the thread, as it should.
port.on('message', (job: CompileJob) => {
  if (!hasTypes(job)) return port.postMessage(outcomeOf(job, undefined));
  // Loading it takes a tenth of a second, which is not the source's: 'ready' begins its time anew.
  stripper ??= loadStripper().finally(() => port.postMessage('ready'));
  void stripper.then((strip) => port.postMessage(outcomeOf(job, strip)));
});
port.postMessage('ready');

function hasTypes(job: CompileJob): boolean {
  if ('source' in job) return job.options.language === 'ts';
  if (!('sources' in job)) return false;
  const { single_filename, single_language } = job.options;
  if (single_filename !== undefined) return single_language === 'ts';
  return Object.keys(job.sources.modules).some((path) => languageOf(path) === 'ts');
}

function outcomeOf(job: CompileJob, strip: StripTypes | undefined): JobOutcome {
  if ('source' in job) return compile(job.source, job.options, strip);
  if ('sources' in job) return linkSources(job.sources, job.options, job.grants, strip);
  return compileGranted(job.module);
}
