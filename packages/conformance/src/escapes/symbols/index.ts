import type { EscapeCase } from '../escape-case.js';
import { hasInstance } from './has-instance.js';
import { inspectCustom } from './inspect-custom.js';
import { inspectCustomByANative } from './inspect-custom-by-a-native.js';
import { promisifyCustom } from './promisify-custom.js';
import { realSymbolsBySpreadAndDescriptors } from './real-symbols-by-spread-and-descriptors.js';
import { toPrimitiveAndTags } from './to-primitive-and-tags.js';
import { unscopablesAndRegistry } from './unscopables-and-registry.js';

export const symbolsEscapes: readonly EscapeCase[] = [
  hasInstance,
  inspectCustom,
  inspectCustomByANative,
  promisifyCustom,
  realSymbolsBySpreadAndDescriptors,
  toPrimitiveAndTags,
  unscopablesAndRegistry,
];
