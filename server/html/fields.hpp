#pragma once
#include "models/result.hpp"
#include "server/html/rule_words.hpp"
#include "server/http/call.hpp"
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace html {

// A form as it was typed: every value of every field.
using Typed = std::map<std::string, std::vector<std::string>>;

Typed typed_of(const server::Form&);

// The fields of one act's short form (templates/shared/field.html), with what was typed and what is wrong
// with it. Texts: "<group>.ask.<act>.<field>" or "<group>.ask.<field>", hints the same under
// "<group>.ask_hint".
class Fields {
public:
    enum class Kind { line, lines, date, choice, checks, tick, select, files };
    struct Option {
        std::string value, label;
    };
    struct Asked {
        std::string name, label;
        Kind kind{};
        std::vector<Option> options = {};
        std::string unit = {};
    };
    struct Form {
        const Words& words;
        std::string group, act;
        const Typed& typed;
        const std::vector<models::Fault>& faults; // "/field"
    };
    explicit Fields(Form form) : form_(std::move(form)) {}

    void add(const Asked& asked) { list_.push_back(view_of(asked)); }
    void add(Kind kind, const std::string& name) { add({name, label_of(name), kind}); }
    void add_amount(const std::string& name, const std::string& unit)
    {
        add({name, label_of(name), Kind::line, {}, unit});
    }
    template <class Codes>
    void choose(Kind kind, const std::string& name, const Codes& codes, const std::string& labels)
    {
        Asked asked{name, label_of(name), kind};
        for (const auto code : codes)
            asked.options.push_back({std::string(code), form_.words.say(labels + std::string(code))});
        add(asked);
    }
    std::string say(const std::string& key) const { return form_.words.say(key); }
    nlohmann::json take() { return std::move(list_); }

private:
    std::string text_of(const std::string& kind, const std::string& name) const;
    std::string label_of(const std::string& name) const { return text_of(".ask.", name); }
    std::string problem_of(const std::string& name) const;
    nlohmann::json options_of(const Asked&) const;
    nlohmann::json content_of(const Asked&) const;
    nlohmann::json view_of(const Asked&) const;

    Form form_;
    nlohmann::json list_ = nlohmann::json::array();
};

// What is wrong, for the head of the page (templates/shared/problems.html); nothing where all is well.
nlohmann::json problems_part(const Words&, const std::vector<models::Fault>&, const std::string& form_id);

nlohmann::json text_part(const std::string& text); // {"text": …}, or nothing
nlohmann::json rows_part(nlohmann::json rows);     // {"rows": …}, or nothing when there are none

} // namespace html
