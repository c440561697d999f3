import type { ConformanceGroup } from '../conformance-case.js';
import { aborted } from './aborted.js';
import { counters } from './counters.js';
import { cpu } from './cpu.js';
import { memory } from './memory.js';
import { nativeCalls } from './native-calls.js';
import { stackDepth } from './stack-depth.js';
import { time } from './time.js';
import { timers } from './timers.js';

export const limitsGroups: readonly ConformanceGroup[] = [
  time,
  nativeCalls,
  timers,
  memory,
  cpu,
  stackDepth,
  counters,
  aborted,
];
