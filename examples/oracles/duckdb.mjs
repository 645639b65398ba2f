// Answers SQL queries, one a line on standard input as JSON {name, sql}, with
// one line {name, rows} each. DuckDB is found in the
// folder that MILEPOST_DUCKDB names.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(process.env.MILEPOST_DUCKDB + "/");
const { DuckDBInstance } = require("@duckdb/node-api");
const connection = await (await DuckDBInstance.create(":memory:")).connect();
for await (const line of createInterface({ input: process.stdin })) {
  const { name, sql } = JSON.parse(line);
  try {
    const reader = await connection.runAndReadAll(sql);
    console.log(JSON.stringify({ name, rows: reader.getRowsJson().map((row) => row.map(String)) }));
  } catch (e) {
    console.log(JSON.stringify({ name, error: String(e) }));
  }
}
