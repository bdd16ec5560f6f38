// Reads a feed as podcast apps in JavaScript do, and prints what they get.
const { parseFeed } = require("podcast-partytime");
const { readFileSync } = require("fs");
process.stdout.write(JSON.stringify(parseFeed(readFileSync(process.argv[2], "utf8"))));
