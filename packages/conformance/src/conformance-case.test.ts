import type { Isolation, SandboxTraits } from '@codelets/core';
import { describe, expect, it } from 'vitest';
import { lackOf, type Needs } from './conformance-case.js';

const everything: SandboxTraits = {
  boundary: 'membrane',
  time: 'always',
  memory: true,
  cpu: true,
  deterministic: false,
  walls: [],
};

const lacks = (
  claims: Partial<SandboxTraits>,
  needs: Needs,
  isolation: Isolation = 'thread',
): string | undefined => lackOf({ ...everything, ...claims }, isolation, needs);

describe('what an adapter is not asked', () => {
  it('is nothing when it claims everything', () => {
    expect(lacks({}, { time: 'always', memory: true, cpu: true, boundary: true })).toBeUndefined();
  });

  it('is nothing when the case needs nothing', () => {
    expect(lacks({ time: 'no', memory: false, cpu: false }, {})).toBeUndefined();
  });

  it('is what its own claims leave out, with the reason', () => {
    expect(lacks({ time: 'no' }, { time: 'loops' })).toContain('time: no');
    expect(lacks({ time: 'loops' }, { time: 'always' })).toContain('time: loops');
    expect(lacks({ memory: false }, { memory: true })).toContain('memory: false');
    expect(lacks({ cpu: false }, { cpu: true })).toContain('cpu: false');
    expect(lacks({ boundary: 'none' }, { boundary: true })).toContain('boundary: none');
  });

  it('is what the service would do while it is held itself', () => {
    const needs: Needs = { time: 'loops', service_acts_meanwhile: true };
    expect(lacks({}, needs, 'inline')).toContain('isolation: inline');
    for (const isolation of ['thread', 'process'] as const)
      expect(lacks({}, needs, isolation)).toBeUndefined();
    expect(lacks({}, { time: 'loops' }, 'inline')).toBeUndefined();
  });

  it('is not more than the case needs', () => {
    expect(lacks({ time: 'loops' }, { time: 'loops' })).toBeUndefined();
    expect(lacks({ memory: false }, { cpu: true })).toBeUndefined();
  });
});
