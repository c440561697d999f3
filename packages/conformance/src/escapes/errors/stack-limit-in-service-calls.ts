import { attack } from '../attack.js';
import { heldOrStopped } from '../outcomes.js';

export const stackLimitInServiceCalls = attack({
  class: 'errors',
  name: 'the end of the stack inside functions of the service',
  modelled_on: 'class: the one function that crosses throws an error of the host there',
  options: { timeout_ms: 600, max_logs: 50 },
  attempt: `
    const acts = [() => console.log('x'), () => setTimeout(() => {}, 1), () => structuredClone({ a: [1] }), () => { eval('1') }, () => helpers.logger.info({ a: 1 }), () => new URL('http://a'), () => queueMicrotask(() => {}), () => crypto.randomUUID(), () => import('fs')];
    for (const act of acts) { let left = 20; const dive = () => { try { dive() } catch (e) { if (left > 0) { left -= 1; probe(e, 'error'); try { act()?.catch?.((x) => probe(x, 'rejection')) } catch (x) { probe(x, 'inner') } } throw e } }; try { dive() } catch (e) { probe(e, 'outermost') } }`,
  outcome: heldOrStopped,
});
