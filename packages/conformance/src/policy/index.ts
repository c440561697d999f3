import type { ConformanceGroup } from '../conformance-case.js';
import { caughtDenials } from './caught-denials.js';
import { deniedNames } from './denied-names.js';
import { escapesAtTheStackLimit } from './escapes-at-the-stack-limit.js';
import { featureTests } from './feature-tests.js';
import { forgedDenials } from './forged-denials.js';

export const policyGroups: readonly ConformanceGroup[] = [
  deniedNames,
  featureTests,
  caughtDenials,
  forgedDenials,
  escapesAtTheStackLimit,
];
