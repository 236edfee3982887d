/* The steps of a workflow as a picture: a box for each, beside and behind each other, groups as frames around theirs. */
(function (page) {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const CELL = { width: 196, height: 84, boxWidth: 160, boxHeight: 56, margin: 20 };

  function shape(name, attributes, text) {
    const made = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    if (text) {
      made.textContent = text;
    }
    return made;
  }

  function left(column) {
    return CELL.margin + column * CELL.width;
  }

  function top(row) {
    return CELL.margin + row * CELL.height;
  }

  function link(node, selected) {
    const link = shape("a", {
      href: page.anchor(node.name),
      class: "vela-" + node.phase + (node.name === selected ? " vela-selected" : ""),
      "aria-label": `${page.fullName(node)}: ${page.words(node)}${node.message ? ", " + node.message : ""}`,
      "data-keep": "cell-" + node.name,
    });
    if (node.name === selected) {
      link.setAttribute("aria-current", "true");
    }
    link.appendChild(shape("title", {}, `${node.name}: ${page.words(node)}${node.message ? "\n" + node.message : ""}`));
    return link;
  }

  function group(box, selected) {
    const frame = link(box, selected);
    frame.appendChild(
      shape("rect", {
        class: "vela-group",
        rx: 8,
        x: left(box.column) - 8,
        y: top(box.row) - 16,
        width: (box.lastColumn - box.column) * CELL.width + CELL.boxWidth + 16,
        height: (box.lastRow - box.row) * CELL.height + CELL.boxHeight + 24,
      }),
    );
    frame.appendChild(
      shape("text", { class: "vela-small", x: left(box.column), y: top(box.row) - 4 }, page.short(box.name, 28)),
    );
    return frame;
  }

  function edge(from, to) {
    const x1 = left(from.column) + CELL.boxWidth;
    const y1 = top(from.row) + CELL.boxHeight / 2;
    const x2 = left(to.column);
    const y2 = top(to.row) + CELL.boxHeight / 2;
    const middle = (x1 + x2) / 2;
    return shape("path", { d: `M${x1} ${y1} C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`, "aria-hidden": "true" });
  }

  function step(node, selected) {
    const box = link(node, selected);
    const x = left(node.column);
    const y = top(node.row);
    box.appendChild(shape("rect", { rx: 6, x, y, width: CELL.boxWidth, height: CELL.boxHeight }));
    box.appendChild(shape("text", { x: x + 8, y: y + 18 }, page.short(node.name, 21)));
    const state = `${node.phase} ${page.seconds(node.seconds)}`;
    box.appendChild(shape("text", { class: "vela-small", x: x + 8, y: y + 33 }, page.short(state, 28)));
    box.appendChild(
      shape("text", { class: "vela-small", x: x + 8, y: y + 47 }, page.short(page.waitsFor(node) || node.type, 26)),
    );
    return box;
  }

  page.picture = function (state, selected) {
    const nodes = state.nodes || [];
    const columns = Math.max(0, ...nodes.map((node) => node.column)) + 1;
    const rows = Math.max(0, ...nodes.map((node) => node.row)) + 1;
    const svg = shape("svg", {
      width: left(columns),
      height: top(rows),
      role: "group",
      "aria-label": "Steps of the workflow",
    });
    (state.groups || []).forEach((box) => svg.appendChild(group(box, selected)));
    const places = new Map(nodes.map((node) => [node.name, node]));
    (state.edges || [])
      .filter((line) => places.has(line.from) && places.has(line.to))
      .forEach((line) => svg.appendChild(edge(places.get(line.from), places.get(line.to))));
    nodes.forEach((node) => svg.appendChild(step(node, selected)));
    return page.element("div", "", { class: "vela-picture" }, [svg]);
  };
})(window.velaPage);
