#include "tests/bench/peers/answers.hpp"
#include <array>
#include <charconv>
#include <fstream>
#include <stdexcept>

namespace bench {

using namespace matching;

Answers ours(const Snapshot& snapshot, const Sieve::Matches& matches)
{
    Answers answers;
    for (std::size_t need = 0; need < matches.needs.size(); ++need)
        for (const auto& match : matches.of(matches.needs[need]))
            answers.push_back({static_cast<std::int64_t>(need), snapshot.programs()[match.program].id.value,
                               match.fits, match.score, match.award, match.cost});
    return answers;
}

static Answer parsed(const std::string& line)
{
    std::array<std::int64_t, 6> numbers{};
    const auto* at = line.data();
    const auto* end = at + line.size();
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (i > 0 && (at == end || *at++ != ',')) throw std::runtime_error("not an answer: " + line);
        const auto [next, error] = std::from_chars(at, end, numbers[i]);
        if (error != std::errc{}) throw std::runtime_error("not an answer: " + line);
        at = next;
    }
    if (at != end) throw std::runtime_error("not an answer: " + line);
    return {numbers[0], numbers[1], numbers[2] != 0, numbers[3], numbers[4], numbers[5]};
}

Answers read_answers(const std::filesystem::path& file)
{
    std::ifstream in(file);
    if (!in) throw std::runtime_error("there are no answers in " + file.string());
    Answers answers;
    for (std::string line; std::getline(in, line);) answers.push_back(parsed(line));
    return answers;
}

static std::string told(const Answer* answer)
{
    if (!answer) return "nothing";
    return "program " + std::to_string(answer->program) + (answer->fits ? " fits" : " to be asked") +
           ", score " + std::to_string(answer->score) + ", award " + std::to_string(answer->award) +
           ", cost " + std::to_string(answer->cost);
}

std::string difference(const std::string& who, const Answers& ours, const Answers& theirs,
                       const std::vector<std::size_t>& families, std::size_t step)
{
    std::size_t at = 0;
    const auto sentence = [&](std::int64_t need, const Answer* our, const Answer* their) {
        return who + ", need " + std::to_string(need) + ": " + told(their) + "; ours: " + told(our);
    };
    for (const auto& answer : ours) {
        if (families[static_cast<std::size_t>(answer.need)] % step != 0) continue;
        if (at == theirs.size()) return sentence(answer.need, &answer, nullptr);
        if (theirs[at] != answer) return sentence(answer.need, &answer, &theirs[at]);
        ++at;
    }
    if (at < theirs.size()) return sentence(theirs[at].need, nullptr, &theirs[at]);
    return {};
}

} // namespace bench
