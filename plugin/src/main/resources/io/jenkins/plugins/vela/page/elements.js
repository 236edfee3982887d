/* What the parts of the workflow page share. Everything that comes from a workflow is set as text, never as markup. */
window.velaPage = (function () {
  "use strict";

  function element(name, text, attributes, children) {
    const made = document.createElement(name);
    if (text) {
      made.textContent = text;
    }
    Object.entries(attributes || {}).forEach(([key, value]) => made.setAttribute(key, value));
    (children || []).forEach((child) => made.appendChild(child));
    return made;
  }

  function short(text, length) {
    return text.length > length ? text.substring(0, length - 1) + "…" : text;
  }

  function seconds(count) {
    if (count === undefined) {
      return "";
    }
    const hours = Math.floor(count / 3600);
    const minutes = Math.floor((count % 3600) / 60);
    return (hours ? hours + " h " : "") + (minutes ? minutes + " min " : "") + (count % 60) + " s";
  }

  /** A step's name as the log has it. */
  function fullName(node) {
    return (node.group ? node.group + "/" : "") + node.name;
  }

  function anchor(name) {
    return "#step-" + encodeURIComponent(name);
  }

  /** The state in words, with what it waits for. */
  function words(node) {
    const reason = node.reason && node.reason.toLowerCase() !== node.phase ? ` (${node.reason})` : "";
    return node.phase + reason + (node.attempt ? `, attempt ${node.attempt}` : "");
  }

  function waitsFor(node) {
    return (node.phase === "running" || node.phase === "suspending" || node.phase === "pending") && node.message
      ? node.message
      : "";
  }

  function json(address) {
    return fetch(address, { cache: "no-store" }).then((response) =>
      response.ok ? response.json() : Promise.reject(new Error(response.status)),
    );
  }

  return { element, short, seconds, fullName, anchor, words, waitsFor, json };
})();
