import type { EscapeCase } from '../escape-case.js';
import { constructFromEverything } from './construct-from-everything.js';
import { inspectShowsProxies } from './inspect-shows-proxies.js';
import { pool } from './pool.js';
import { sharedMemoryIsAbsent } from './shared-memory-is-absent.js';
import { speciesOfBuffers } from './species-of-buffers.js';
import { viewsAreExact } from './views-are-exact.js';

export const buffersEscapes: readonly EscapeCase[] = [
  constructFromEverything,
  inspectShowsProxies,
  pool,
  sharedMemoryIsAbsent,
  speciesOfBuffers,
  viewsAreExact,
];
