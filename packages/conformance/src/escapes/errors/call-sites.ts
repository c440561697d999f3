import { gives } from '../../checks.js';
import { codelet } from '../attack.js';

export const callSites = codelet({
  class: 'errors',
  name: 'what call sites answer',
  modelled_on: "CVE-2022-36067 and GHSA-v27g-jcqj-v8rw: CallSite objects of the host's frames",
  source: `export async function main(input, helpers) {
  const told = []; let sites = [];
  try { Error.prepareStackTrace = (e, s) => { sites = s; return 'x' } } catch {}
  const look = () => { void new Error('x').stack; for (const site of sites ?? []) { probe(site, 'site');
    for (const method of Object.getOwnPropertyNames(Object.getPrototypeOf(site) ?? {})) { try { const got = site[method](); probe(got, method); if (typeof got === 'string' && /node:|[\\\\/]/.test(got)) told.push(method + ' ' + got) } catch (e) { probe(e, method) } } } };
  look(); [1].map(look); await null; look(); try { structuredClone({ get a() { look() } }) } catch {} console.log({ get a() { look(); return 1 } });
  setTimeout(look, 1); await new Promise((resolve) => setTimeout(resolve, 5));
  return told;
}`,
  probed: true,
  outcome: gives([]),
});
