// Before the Observatory itself: its two ports lead to servers of the test.
const net = require("node:net");

const ports = { 80: process.env.PLAIN_PORT, 443: process.env.TLS_PORT };
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...given) {
  const where = Array.isArray(given[0]) ? given[0][0] : given[0];
  if (where && where.host === "enchante.test") {
    Object.assign(where, { host: "127.0.0.1", port: Number(ports[where.port]) });
  }
  return connect.apply(this, given);
};
