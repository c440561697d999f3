import { testAdapter } from '@codelets/conformance';
import { describe, expect, it } from 'vitest';
import { isolatedVm } from '@codelets/sandbox-isolated-vm';

testAdapter(isolatedVm(), { describe, it, expect });
