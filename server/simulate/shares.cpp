#include "server/simulate/shares.hpp"
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace server::simulate {

using nlohmann::json;

namespace {

[[noreturn]] void fail(const std::string& path)
{
    throw std::logic_error("config/simulate/families.json: " + path);
}

bool is_range(const json& value)
{
    return value.is_array() && value.size() == 2 && value[0].is_number_integer() &&
           value[1].is_number_integer() && value[0] <= value[1];
}

} // namespace

Shares::Shares(const json& tables)
{
    for (const auto& [name, value] : tables.items()) take(name, value);
}

void Shares::take(const std::string& path, const json& value)
{
    if (value.is_object()) {
        for (const auto& [name, part] : value.items())
            if (name != "source") take(path + "." + name, part);
        return;
    }
    auto& row = rows_[path];
    if (value.is_number_integer()) {
        row.push_back({"", value, value, 1});
    } else if (is_range(value)) {
        row.push_back({"", value[0], value[1], 1});
    } else {
        if (!value.is_array() || value.empty()) fail(path);
        std::int64_t upto = 0;
        for (const auto& one : value) {
            if (!one.is_array() || one.size() != 2 || !one[1].is_number_integer()) fail(path);
            upto += one[1].get<std::int64_t>();
            if (one[0].is_string())
                row.push_back({one[0], 0, 0, upto});
            else if (is_range(one[0]))
                row.push_back({"", one[0][0], one[0][1], upto});
            else
                fail(path);
        }
    }
}

const Shares::Row& Shares::row(const std::string& path) const
{
    const auto at = rows_.find(path);
    if (at == rows_.end()) fail(path);
    return at->second;
}

const Shares::Choice& Shares::choose(Chance& chance, const std::string& path) const
{
    const auto& choices = row(path);
    if (choices.size() == 1) return choices.front();
    const auto drawn = chance.below(choices.back().upto);
    auto at = choices.begin();
    while (drawn >= at->upto) ++at;
    return *at;
}

std::int64_t Shares::permille(const std::string& path) const { return row(path).front().low; }

bool Shares::happens(Chance& chance, const std::string& path) const { return chance.happens(permille(path)); }

std::int64_t Shares::number(Chance& chance, const std::string& path) const
{
    const auto& choice = choose(chance, path);
    return chance.between(choice.low, choice.high);
}

const std::string& Shares::word(Chance& chance, const std::string& path) const
{
    return choose(chance, path).word;
}

std::vector<std::pair<std::string, std::int64_t>> Shares::weights(const std::string& path) const
{
    std::vector<std::pair<std::string, std::int64_t>> weights;
    std::int64_t before = 0;
    for (const auto& choice : row(path)) {
        weights.emplace_back(choice.word, choice.upto - before);
        before = choice.upto;
    }
    return weights;
}

} // namespace server::simulate
