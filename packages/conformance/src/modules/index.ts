import type { ConformanceGroup } from '../conformance-case.js';
import { grantedModules } from './granted.js';
import { linking } from './linking.js';
import { refused } from './refused.js';
import { typescript } from './typescript.js';

export const modulesGroups: readonly ConformanceGroup[] = [linking, refused, grantedModules, typescript];
