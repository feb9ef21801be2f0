// Makes the oracle: JSON Schemas and id catalogues from Grafana's published npm packages.
// Run it inside a throw-away folder that holds the packages; README.md says how.
//
//   node make.mjs <folder to write into>
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const require = createRequire(join(process.cwd(), 'anchor.cjs'));
const { createGenerator } = require('ts-json-schema-generator');
const sources = resolve('sources');
const out = resolve(process.argv[2] ?? 'out');

// The panel kinds, and the folder of each in @grafana/schema. Kinds that keep no
// `fieldConfig.defaults.custom` of their own have no FieldConfig type there.
const PANELS = {
  gauge: 'gauge', stat: 'stat', 'state-timeline': 'statetimeline', table: 'table', text: 'text', timeseries: 'timeseries',
};

const versionOf = (name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
const types = (name, folder) => `node_modules/${name}/dist/types/raw/composable/${folder}/panelcfg/x/types.gen.d.ts`;

/** The same value with every object's keys in order, so that two runs give the same bytes. */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

/** Schema of the type `Oracle` that the given TypeScript text declares; `inline` avoids types that share a name. */
function schemaOf(name, text, inline = false) {
  const path = join(sources, `${name}.ts`);
  writeFileSync(path, text);
  return createGenerator({
    path, type: 'Oracle', skipTypeCheck: true, jsDoc: 'none', topRef: false,
    encodeRefs: true, additionalProperties: false, expose: inline ? 'none' : 'export',
  }).createSchema('Oracle');
}

const write = (name, value) => writeFileSync(join(out, name), `${JSON.stringify(sorted(value))}\n`);

function dashboard() {
  return schemaOf('dashboard', `
    import type * as raw from '../node_modules/@grafana/schema/dist/types/raw/dashboard/x/types.gen';
    export interface Oracle {
      dashboard: raw.Dashboard; panel: raw.Panel; row: raw.RowPanel; variable: raw.VariableModel;
    }`);
}

/** The raw type knows only the targets of Grafana's own data source, so the public one it is. */
function annotation() {
  return schemaOf('annotation', `
    import type { AnnotationQuery } from '../node_modules/@grafana/schema/dist/types/veneer/dashboard.types';
    export type Oracle = AnnotationQuery<any>;`, true);
}

function panel(kind, folder) {
  const file = types('@grafana/schema', folder);
  const own = /interface FieldConfig\b/.test(readFileSync(file, 'utf8'));
  return schemaOf(kind, `
    import type * as plugin from '../${file.replace('.d.ts', '')}';
    export interface Nothing {}
    export interface Oracle { options: plugin.Options; custom: ${own ? 'plugin.FieldConfig' : 'Nothing'}; }`);
}

/** What a panel asks Prometheus, from the last package that carries the type. */
function query() {
  return schemaOf('query-prometheus', `
    import type * as plugin
      from '../node_modules/prometheus-types/dist/esm/raw/composable/prometheus/dataquery/x/PrometheusDataQuery_types.gen';
    export type Oracle = plugin.PrometheusDataQuery;`, true);
}

/** A panel's links and a field's links, which the classic types leave loose and the newer model states. */
function link() {
  return schemaOf('link', `
    import type { DataLink } from '../node_modules/@grafana/schema/dist/types/schema/dashboard/v2/types.spec.gen';
    export type Oracle = DataLink;`, true);
}

/** Every id a dashboard may name: units, transformations, matchers, reducers. */
function catalogues() {
  const data = require('@grafana/data');
  globalThis.navigator ??= { languages: ['en-US'] };
  const ids = (registry) => registry.list().map((item) => item.id);
  return {
    'field-matchers.json': Object.values(data.FieldMatcherID),
    'reducers.json': ids(data.fieldReducers),
    'transformers.json': Object.values(data.DataTransformerID),
    'units.json': data.getValueFormats().flatMap((group) => group.submenu.map((unit) => unit.value)),
  };
}

mkdirSync(out, { recursive: true });
mkdirSync(sources, { recursive: true });
write('annotation.json', annotation());
write('dashboard.json', dashboard());
write('link.json', link());
for (const [kind, folder] of Object.entries(PANELS)) write(`panel-${kind}.json`, panel(kind, folder));
write('query-prometheus.json', query());
for (const [name, ids] of Object.entries(catalogues())) write(name, [...new Set(ids)].sort());
write('versions.json', {
  '@grafana/data': versionOf('@grafana/data'),
  '@grafana/schema': versionOf('@grafana/schema'),
  '@grafana/schema (prometheus query)': versionOf('prometheus-types'),
  'ts-json-schema-generator': versionOf('ts-json-schema-generator'),
});
