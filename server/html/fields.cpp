#include "server/html/fields.hpp"
#include "server/html/messages.hpp"
#include <algorithm>

namespace html {

Typed typed_of(const server::Form& form)
{
    Typed typed;
    for (const auto& [name, value] : form.fields()) typed[name].push_back(value);
    return typed;
}

using models::Fault;
using nlohmann::json;

namespace {

constexpr const char* kKinds[] = {"line", "lines", "date", "choice", "checks", "tick", "select", "files"};

std::string first_of(const Typed& typed, const std::string& name)
{
    const auto at = typed.find(name);
    return at == typed.end() || at->second.empty() ? std::string() : at->second.front();
}

} // namespace

json text_part(const std::string& text) { return text.empty() ? json() : json{{"text", text}}; }

json rows_part(json rows) { return rows.empty() ? json() : json{{"rows", std::move(rows)}}; }

json problems_part(const Words& words, const std::vector<Fault>& faults, const std::string& form_id)
{
    if (faults.empty()) return nullptr;
    json problems = json::array();
    for (const auto& fault : faults)
        problems.push_back({{"field", fault.pointer.empty() ? form_id : fault.pointer.substr(1)},
                            {"text", sentence(words.messages, words.language, fault)}});
    return {{"problems", problems}};
}

// The same field may be asked for in words of its own by one act.
std::string Fields::text_of(const std::string& kind, const std::string& name) const
{
    const auto& messages = form_.words.messages;
    const auto own = form_.group + kind + form_.act + "." + name, shared = form_.group + kind + name;
    if (messages.has(own)) return form_.words.say(own);
    return messages.has(shared) ? form_.words.say(shared) : std::string();
}

json Fields::options_of(const Asked& asked) const
{
    const auto at = form_.typed.find(asked.name);
    const auto typed = at == form_.typed.end() ? std::vector<std::string>{} : at->second;
    json options = json::array();
    for (std::size_t i = 0; i < asked.options.size(); ++i) {
        const auto& [value, label] = asked.options[i];
        options.push_back({{"option_id", i == 0 ? asked.name : asked.name + "-" + std::to_string(i)},
                           {"value", value},
                           {"option_label", label},
                           {"chosen", std::ranges::find(typed, value) != typed.end()}});
    }
    return options;
}

std::string Fields::problem_of(const std::string& name) const
{
    const auto fault = std::ranges::find(form_.faults, "/" + name, &Fault::pointer);
    if (fault == form_.faults.end()) return {};
    return sentence(form_.words.messages, form_.words.language, *fault);
}

json Fields::content_of(const Asked& asked) const
{
    if (!asked.options.empty()) return {{"options", options_of(asked)}};
    if (asked.kind == Kind::files) return true; // a browser does not fill these in again
    const auto value = first_of(form_.typed, asked.name);
    if (asked.kind == Kind::tick) return {{"ticked", !value.empty()}};
    if (asked.kind == Kind::line)
        return {{"value", value}, {"unit", text_part(asked.unit)}, {"plain", asked.unit.empty()}};
    return {{"value", value}};
}

json Fields::view_of(const Asked& asked) const
{
    const auto hint = text_of(".ask_hint.", asked.name);
    const auto problem = problem_of(asked.name);
    std::string ids = hint.empty() ? "" : asked.name + "-hint";
    if (!problem.empty()) ids += (ids.empty() ? "" : " ") + asked.name + "-problem";
    json view{{"id", asked.name},        {"label", asked.label},
              {"hint", text_part(hint)}, {"problem", text_part(problem)},
              {"bad", !problem.empty()}, {"described", ids.empty() ? json() : json{{"ids", ids}}}};
    for (const auto* kind : kKinds) view[kind] = nullptr;
    view[kKinds[static_cast<std::size_t>(asked.kind)]] = content_of(asked);
    view["single"] = asked.kind == Kind::line || asked.kind == Kind::lines || asked.kind == Kind::date ||
                     asked.kind == Kind::select || asked.kind == Kind::files;
    view["group"] = asked.kind == Kind::choice || asked.kind == Kind::checks;
    return view;
}

} // namespace html
