// DuckDB as a peer: node duckdb.mjs FOLDER THREADS. The folder holds tables.sql, query.sql and a CSV for each table.
// Told "go" it runs the query and answers with the seconds; told "answer FILE" it writes what the last one found.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { DuckDBInstance } from "@duckdb/node-api";

const [folder, threads] = process.argv.slice(2);
const instance = await DuckDBInstance.create(":memory:", { threads });
const connection = await instance.connect();
const run = (sql) => connection.run(sql);
const textOf = (name) => readFileSync(`${folder}/${name}`, "utf8");

await run(textOf("tables.sql"));
for (const [, table] of textOf("tables.sql").matchAll(/^CREATE TABLE (\w+)/gm))
  await run(`COPY ${table} FROM '${folder}/${table}.csv' (FORMAT csv, HEADER false, ALLOW_QUOTED_NULLS false)`);
const query = textOf("query.sql");

const told = {
  version: async () => (await connection.runAndReadAll("SELECT version()")).getRows()[0][0],
  go: async () => {
    await run("DROP TABLE IF EXISTS reply");
    const began = performance.now();
    await run(query);
    return (performance.now() - began) / 1000;
  },
  answer: async (file) => {
    const columns = "need, program, fits, score, award, cost";
    await run(`COPY (SELECT ${columns} FROM reply ORDER BY need, place) TO '${file}' (FORMAT csv, HEADER false)`);
    return "written";
  },
};
for await (const line of createInterface({ input: process.stdin })) {
  const [word, ...rest] = line.split(" ");
  console.log(await told[word](...rest));
}
