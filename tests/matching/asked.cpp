#include "tests/matching/asked.hpp"
#include <algorithm>

namespace asked {

using matching::Answer;
using matching::Question;

std::vector<Question> ask(const matching::Family& family, std::vector<models::Rule> rules,
                          matching::Limit limit)
{
    std::vector<models::Program> programs;
    for (auto& rule : rules) {
        programs.push_back(given::program(std::move(rule)));
        programs.back().id.value = std::ssize(programs);
    }
    return matching::ask(matching::Snapshot::build({family}, programs, given::ground()), {0}, limit);
}

const Answer* answer(const Question& question, const models::FactValue& value)
{
    for (const auto& one : question.answers)
        if (one.value == value || std::ranges::count(one.also, value) > 0) return &one;
    return nullptr;
}

} // namespace asked
