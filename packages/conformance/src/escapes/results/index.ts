import type { EscapeCase } from '../escape-case.js';
import { brandsAreProven } from './brands-are-proven.js';
import { changesWhileItIsRead } from './changes-while-it-is-read.js';
import { cyclic } from './cyclic.js';
import { deep } from './deep.js';
import { functionsAndSymbolsDoNotCross } from './functions-and-symbols-do-not-cross.js';
import { goesOnAfterTheResult } from './goes-on-after-the-result.js';
import { huge } from './huge.js';
import { looksLikeAMessage } from './looks-like-a-message.js';
import { looksLikeAWholeResult } from './looks-like-a-whole-result.js';
import { looksLikeCodecText } from './looks-like-codec-text.js';
import { negativeZeroAndLoneSurrogates } from './negative-zero-and-lone-surrogates.js';
import { patternsThatHoldTheService } from './patterns-that-hold-the-service.js';
import { proxyWithEndlessKeys } from './proxy-with-endless-keys.js';
import { saysItTwice } from './says-it-twice.js';
import { sharedPartsAreNotCopied } from './shared-parts-are-not-copied.js';
import { sparse } from './sparse.js';

export const resultsEscapes: readonly EscapeCase[] = [
  brandsAreProven,
  changesWhileItIsRead,
  cyclic,
  deep,
  functionsAndSymbolsDoNotCross,
  goesOnAfterTheResult,
  huge,
  looksLikeAMessage,
  looksLikeAWholeResult,
  looksLikeCodecText,
  negativeZeroAndLoneSurrogates,
  patternsThatHoldTheService,
  proxyWithEndlessKeys,
  saysItTwice,
  sharedPartsAreNotCopied,
  sparse,
];
