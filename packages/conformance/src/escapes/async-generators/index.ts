import type { EscapeCase } from '../escape-case.js';
import { forAwaitAndClosing } from './for-await-and-closing.js';
import { methodsOnOtherReceivers } from './methods-on-other-receivers.js';
import { prototypeOfResults } from './prototype-of-results.js';
import { returnOfAThenable } from './return-of-a-thenable.js';
import { yieldStarGetsTheReason } from './yield-star-gets-the-reason.js';
import { yieldStarOverSync } from './yield-star-over-sync.js';
import { yieldStarReturnThenable } from './yield-star-return-thenable.js';

export const asyncGeneratorsEscapes: readonly EscapeCase[] = [
  forAwaitAndClosing,
  methodsOnOtherReceivers,
  prototypeOfResults,
  returnOfAThenable,
  yieldStarGetsTheReason,
  yieldStarOverSync,
  yieldStarReturnThenable,
];
