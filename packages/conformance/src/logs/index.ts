import type { ConformanceGroup } from '../conformance-case.js';
import { logCaps } from './log-caps.js';
import { logFormat } from './log-format.js';
import { logFunctions } from './log-functions.js';
import { logStream } from './log-stream.js';
import { logLines } from './log-lines.js';

export const logsGroups: readonly ConformanceGroup[] = [
  logLines,
  logFormat,
  logCaps,
  logStream,
  logFunctions,
];
