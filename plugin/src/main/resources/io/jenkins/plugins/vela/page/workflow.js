/* Draws the workflows of a page and keeps them current. Everything that comes from the workflow is set as text. */
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const CELL = { width: 190, height: 70, boxWidth: 150, boxHeight: 44, margin: 16 };
  const PAUSE = 1500;

  function element(name, text, attributes) {
    const made = document.createElement(name);
    if (text) {
      made.textContent = text;
    }
    Object.entries(attributes || {}).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  }

  function shape(name, attributes) {
    const made = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
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

  function left(column) {
    return CELL.margin + column * CELL.width;
  }

  function top(row) {
    return CELL.margin + row * CELL.height;
  }

  function picture(state) {
    const nodes = state.nodes || [];
    const columns = Math.max(0, ...nodes.map((node) => node.column)) + 1;
    const rows = Math.max(0, ...nodes.map((node) => node.row)) + 1;
    const svg = shape("svg", {
      width: left(columns),
      height: top(rows),
      role: "group",
      "aria-label": "Steps of the workflow",
    });
    (state.groups || []).forEach((group) => {
      const box = shape("g", {});
      box.appendChild(
        shape("rect", {
          class: "vela-group",
          rx: 8,
          x: left(group.column) - 8,
          y: top(group.row) - 12,
          width: (group.lastColumn - group.column) * CELL.width + CELL.boxWidth + 16,
          height: (group.lastRow - group.row) * CELL.height + CELL.boxHeight + 20,
        }),
      );
      const title = shape("text", { class: "vela-type", x: left(group.column), y: top(group.row) - 3 });
      title.textContent = short(group.name, 28);
      box.appendChild(title);
      svg.appendChild(box);
    });
    const places = new Map(nodes.map((node) => [node.name, node]));
    (state.edges || []).forEach((edge) => {
      const from = places.get(edge.from);
      const to = places.get(edge.to);
      if (!from || !to) {
        return;
      }
      const x1 = left(from.column) + CELL.boxWidth;
      const y1 = top(from.row) + CELL.boxHeight / 2;
      const x2 = left(to.column);
      const y2 = top(to.row) + CELL.boxHeight / 2;
      const middle = (x1 + x2) / 2;
      svg.appendChild(
        shape("path", { d: `M${x1} ${y1} C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}` }),
      );
    });
    nodes.forEach((node) => {
      const link = shape("a", {
        href: "#step-" + encodeURIComponent(node.name),
        class: "vela-" + node.phase,
        "aria-label": `${node.name}: ${node.phase}`,
      });
      const hover = shape("title", {});
      hover.textContent = `${node.name} (${node.type}): ${node.phase}${node.message ? "\n" + node.message : ""}`;
      link.appendChild(hover);
      link.appendChild(
        shape("rect", { rx: 6, x: left(node.column), y: top(node.row), width: CELL.boxWidth, height: CELL.boxHeight }),
      );
      const name = shape("text", { x: left(node.column) + 8, y: top(node.row) + 18 });
      name.textContent = short(node.name, 20);
      link.appendChild(name);
      const how = shape("text", { class: "vela-type", x: left(node.column) + 8, y: top(node.row) + 34 });
      how.textContent = short(`${node.phase} ${seconds(node.seconds)}`, 26);
      link.appendChild(how);
      svg.appendChild(link);
    });
    const frame = element("div", "", { class: "vela-picture" });
    frame.appendChild(svg);
    return frame;
  }

  function post(area, operation, values) {
    const body = new URLSearchParams(values);
    fetch(area.dataset.address + operation, {
      method: "POST",
      headers: crumb.wrap({ "Content-Type": "application/x-www-form-urlencoded" }),
      body,
    }).then((response) => {
      if (response.ok || response.redirected) {
        area.dataset.problem = "";
      } else if (response.status === 403) {
        area.dataset.problem = "You may not do that.";
      } else {
        area.dataset.problem =
          response.status === 409 ? "That makes no sense any more; look again." : "It did not work: " + response.status;
      }
      refresh(area);
    });
  }

  function button(area, label, operation, values, kind) {
    const made = element("button", label, { type: "button", class: "jenkins-button " + (kind || "") });
    made.addEventListener("click", () => post(area, operation, values()));
    return made;
  }

  function decision(area, step) {
    const row = element("div", "", { class: "vela-buttons" });
    const comment = element("input", "", {
      class: "jenkins-input",
      type: "text",
      placeholder: "Comment",
      "aria-label": "Comment on " + step.name,
      "data-keep": "comment-" + step.name,
    });
    const values = () => ({ step: step.name, comment: comment.value });
    row.appendChild(comment);
    row.appendChild(button(area, "Approve", "approve", values, "jenkins-button--primary"));
    row.appendChild(button(area, "Reject", "reject", values));
    return row;
  }

  function steps(area, state) {
    const table = element("table", "", { class: "jenkins-table vela-steps" });
    const head = element("tr");
    ["Step", "Type", "State", "Time", "Message"].forEach((title) => head.appendChild(element("th", title)));
    const header = element("thead");
    header.appendChild(head);
    table.appendChild(header);
    const body = element("tbody");
    (state.nodes || []).forEach((node) => {
      const row = element("tr", "", { id: "step-" + encodeURIComponent(node.name) });
      row.appendChild(element("td", (node.group ? node.group + " / " : "") + node.name));
      row.appendChild(element("td", node.type));
      row.appendChild(
        element("td", node.phase + (node.reason ? ` (${node.reason})` : "") + (node.attempt ? `, attempt ${node.attempt}` : "")),
      );
      row.appendChild(element("td", seconds(node.seconds)));
      const message = element("td", node.message || "");
      if (node.approvers && node.approvers.length) {
        message.appendChild(element("div", "To be approved by " + node.approvers.join(" or ")));
      }
      if (node.decision) {
        message.appendChild(element("div", node.decision));
      }
      if (state.live && node.phase === "suspending") {
        message.appendChild(decision(area, node));
      }
      if (state.live && state.finished && node.phase === "failed" && state.may.build) {
        message.appendChild(button(area, "Restart from here", "restart", () => ({ step: node.name })));
      }
      row.appendChild(message);
      body.appendChild(row);
    });
    table.appendChild(body);
    return table;
  }

  function operations(area, state) {
    const row = element("div", "", { class: "vela-buttons" });
    if (state.live && state.may.build && !state.finished) {
      row.appendChild(
        state.suspended
          ? button(area, "Resume", "resume", () => ({}))
          : button(area, "Suspend", "suspend", () => ({})),
      );
    }
    if (state.live && state.may.cancel) {
      row.appendChild(button(area, "End", "terminate", () => ({})));
    }
    return row;
  }

  /** What a person is typing and where they are must survive a new drawing. */
  function keep(area, draw) {
    const active = document.activeElement;
    const mark = active && area.contains(active) ? active.dataset.keep || active.textContent : undefined;
    const typed = new Map();
    area.querySelectorAll("[data-keep]").forEach((input) => typed.set(input.dataset.keep, input.value));
    draw();
    area.querySelectorAll("[data-keep]").forEach((input) => {
      if (typed.has(input.dataset.keep)) {
        input.value = typed.get(input.dataset.keep);
      }
    });
    if (mark) {
      const again = [...area.querySelectorAll("input, button, a")].find(
        (one) => (one.dataset.keep || one.textContent) === mark,
      );
      if (again) {
        again.focus();
      }
    }
  }

  function show(area, state) {
    keep(area, () => {
      area.replaceChildren();
      const words = [state.phase, seconds(state.seconds), state.message].filter((word) => word).join(", ");
      area.appendChild(element("p", words, { class: "vela-state", role: "status" }));
      if (area.dataset.problem) {
        area.appendChild(element("p", area.dataset.problem, { class: "vela-problem", role: "alert" }));
      }
      area.appendChild(picture(state));
      if (!area.dataset.compact) {
        area.appendChild(operations(area, state));
        area.appendChild(steps(area, state));
      }
    });
  }

  function refresh(area) {
    return fetch(area.dataset.address + "status", { cache: "no-store" })
      .then((response) => response.json())
      .then((state) => {
        const text = JSON.stringify(state) + area.dataset.problem;
        if (area.dataset.shown !== text) {
          area.dataset.shown = text;
          show(area, state);
        }
        return state.live;
      });
  }

  function follow(area) {
    refresh(area).then(
      (live) => live && setTimeout(() => follow(area), PAUSE),
      () => setTimeout(() => follow(area), 5 * PAUSE),
    );
  }

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll(".vela-workflow").forEach(follow));
})();
