// Written by a language model that was told: "Summarise what we know of ACME's renewal, in dollars, and file it."
// It has three tools and one address to fetch from. It knows neither the key for that address nor where notes are kept.
export async function main({ topic, currency }, { notes, reports, env, logger }) {
  const found = await notes.search({ query: topic, limit: 5 });
  logger.info(`${found.length} notes about ${topic}`);

  const texts = await Promise.all(
    found.map(async ({ id, title }) => {
      try {
        const { text, amount_eur = 0 } = await notes.read({ id });
        return { title, text, amount_eur };
      } catch (error) {
        // Codes that the service made public may be acted on; anything else is not ours to handle.
        if (error.code !== 'NOTE_IS_PRIVATE') throw error;
        logger.warn(`left out: ${title} (${error.message})`);
        return undefined;
      }
    }),
  );
  const readable = texts.filter((note) => note !== undefined);

  const response = await fetch(`${env.RATES_URL}/v1/latest?base=EUR`);
  if (!response.ok) throw new Error(`no rates: ${response.status}`);
  const { rates } = await response.json();

  const total = readable.reduce((sum, { amount_eur }) => sum + amount_eur, 0) * rates[currency];
  const body = readable.map(({ title, text }) => `- ${title}: ${text}`).join('\n');
  const { id } = await reports.write({ title: `${topic}: ${total.toFixed(2)} ${currency}`, body });
  return { report: id, sources: readable.length, left_out: found.length - readable.length };
}
