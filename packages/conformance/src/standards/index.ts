import type { ConformanceGroup } from '../conformance-case.js';
import { eventsAndRandom } from './events-and-random.js';
import { oneLanguage } from './one-language.js';
import { randomRuns } from './random-runs.js';
import { urlsAndText } from './urls-and-text.js';

export const standardsGroups: readonly ConformanceGroup[] = [
  urlsAndText,
  eventsAndRandom,
  randomRuns,
  oneLanguage,
];
