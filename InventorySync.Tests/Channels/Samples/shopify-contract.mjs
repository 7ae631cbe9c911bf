// Holds calls against Shopify's own schema, one a line: {query, variables, data} in, {faults, answer} out. node shopify-contract.mjs SCHEMA
// Data is what the shop knows; the answer is what of it was asked for, complete and of the right types, or faults that say where it is not.
import { createInterface } from 'node:readline';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, execute, getOperationAST, getVariableValues, Kind, NoDeprecatedCustomRule, parse, specifiedRules, validate } from 'graphql';

const read = JSON.parse(gunzipSync(readFileSync(process.argv[2])));
const schema = buildClientSchema(read.data ?? read);
const idempotent = new Set(Object.values(schema.getMutationType().getFields()).filter(f => /idempotency key is required/.test(f.description ?? '')).map(f => f.name));

async function judge({ query, variables, data }) {
  let document;
  try {
    document = parse(query);
  } catch (error) {
    return { faults: [error.message] };
  }

  const faults = validate(schema, document, [...specifiedRules, NoDeprecatedCustomRule]).map(e => e.message);
  const operation = getOperationAST(document);
  const given = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {});
  faults.push(...(given.errors ?? []).map(e => e.message), ...untyped(operation, variables ?? {}), ...inner(variables ?? {}));
  if (faults.length > 0 || data === undefined)
    return { faults };

  const answer = await execute({ schema, document, rootValue: data, variableValues: variables });
  return { faults: (answer.errors ?? []).map(e => `answer: ${e.path?.join('.')}: ${e.message}`), answer: answer.data };
}

// a question that is handed on as text
function inner({ query }) {
  return typeof query === 'string' ? validate(schema, parse(query), [...specifiedRules, NoDeprecatedCustomRule]).map(e => `inside: ${e.message}`) : [];
}

// two rules that the types cannot say
function untyped(operation, variables) {
  if (operation.operation !== 'mutation')
    return [];
  const fields = operation.selectionSet.selections.filter(s => s.kind === Kind.FIELD);
  const bare = fields.filter(f => idempotent.has(f.name.value) && !f.directives.some(d => d.name.value === 'idempotent')).map(f => `${f.name.value} needs @idempotent`);
  const silent = (variables.input?.quantities ?? []).flatMap((q, i) => 'changeFromQuantity' in q ? [] : [`quantities.${i} says nothing of changeFromQuantity`]);
  return [...bare, ...silent];
}

console.log(JSON.stringify({ ready: [...idempotent].length }));
for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(await judge(JSON.parse(line))));
