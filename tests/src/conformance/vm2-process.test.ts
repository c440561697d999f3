import { testAdapter } from '@codelets/conformance';
import { createCodeletRunner } from '@codelets/runner';
import { vm2 } from '@codelets/sandbox-vm2';
import { describe, expect, it } from 'vitest';

testAdapter(vm2(), { describe, it, expect }, { createRunner: createCodeletRunner });
