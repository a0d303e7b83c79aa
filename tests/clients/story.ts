// The main job with a client that was generated from the OpenAPI document and nothing else:
// log in, register, open a case, hand in a paper and get it back, accept. Its types are checked before it runs.
import createClient from 'openapi-fetch';
import type { paths } from './schema';

const PDF = [
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n',
  '2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
].join('');

const key = () => crypto.randomUUID();
const version = (of: { version: number }) => `"${of.version}"`;

/** What was answered, or the problem it was answered with. */
async function right<T>(asked: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await asked;
  if (data === undefined) throw new Error(`${response.url}: ${response.status} ${JSON.stringify(error)}`);
  return data;
}

/** An id of nobody: 18 characters with their check character (GB 11643). */
function citizenId(): string {
  const body = `36070419550318${String(1 + Math.floor(Math.random() * 998)).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, place) => total + weight * Number(body[place]), 0);
  return body + '10X98765432'[sum % 11];
}

async function story(url: string) {
  const stranger = createClient<paths>({ baseUrl: url });
  const credentials = { username: 'clerk', password: 'Demo-2026!' };
  const session = await right(stranger.POST('/api/v1/sessions', { body: credentials }));
  const client = createClient<paths>({
    baseUrl: url,
    headers: { authorization: `Bearer ${session.access_token}` },
  });
  const { user } = await right(client.GET('/api/v1/sessions/current'));
  const below = { params: { query: { parent: user.division.code } } };
  const [village] = (await right(client.GET('/api/v1/divisions', below))).items;
  if (!village) throw new Error('a township without villages');
  const once = () => ({ header: { 'Idempotency-Key': key() } });
  const person = await right(
    client.POST('/api/v1/persons', {
      params: once(),
      body: { citizen_id: citizenId(), division: village.code, name: '邱木生' },
    }),
  );
  await right(
    client.POST('/api/v1/households', {
      params: once(),
      body: {
        category: 'urban_subsistence',
        division: village.code,
        members: [{ person_id: person.id, relation: 'head' }],
      },
    }),
  );
  let found = await right(
    client.POST('/api/v1/cases', {
      params: once(),
      body: {
        applicant_person_id: person.id,
        item_code: 'medical-assistance',
        source: 'window',
        consent: { of: 'household' },
        facts: { category: 'subsistence_ill', cost_fen: 900_000, insurer_paid_fen: 300_000 },
      },
    }),
  );
  const { id } = found;
  const [material] = found.materials;
  const paper = await right(
    client.POST('/api/v1/cases/{id}/attachments', {
      params: {
        path: { id },
        query: { material: material?.code ?? '' },
        header: { 'X-File-Name': 'bill.pdf', ...once().header },
      },
      headers: { 'content-type': 'application/octet-stream' },
      body: PDF,
      bodySerializer: (bytes) => bytes,
    }),
  );
  const bytes = await right(
    client.GET('/api/v1/cases/{id}/attachments/{attachment_id}', {
      params: { path: { id, attachment_id: paper.id } },
      parseAs: 'text',
    }),
  );
  if (bytes !== PDF) throw new Error('the paper is not what was handed in');
  found = await right(
    client.PUT('/api/v1/cases/{id}/papers', {
      params: { path: { id }, header: { 'If-Match': version(found) } },
      body: { present: found.materials.map(({ code }) => code) },
    }),
  );
  found = await right(
    client.POST('/api/v1/cases/{id}/acceptances', {
      params: { path: { id }, header: { 'If-Match': version(found), ...once().header } },
      body: {},
    }),
  );
  if (found.stage !== 'checking') throw new Error(`accepted, but ${found.stage}`);
}

await story(process.argv[2] ?? '');
