#include "tests/bench/peers/blocks.hpp"
#include "matching/factors.hpp"
#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <tuple>
#include <unordered_map>

namespace bench {

using namespace matching;
using namespace models;

namespace {

using Numbers = std::vector<std::size_t>;
using Verdicts = std::vector<Verdict>; // to one question, by need of the block

std::int64_t proximity(const Snapshot& snapshot, std::uint32_t program, Area home)
{
    const auto weight = snapshot.ground().policy->weights[static_cast<std::size_t>(Factor::proximity)];
    return weight * proximity_of(nearest_shared(snapshot.compiled().plans[program].places, home));
}

// One block after another.
class BlockBuilder {
public:
    BlockBuilder(const Snapshot& snapshot, const Asked& asked, const std::vector<NeedRow>& needs,
                 const std::vector<Offer>& offers)
        : snapshot_(snapshot), asked_(asked), needs_(needs), offers_(offers)
    {
        blocks_.needs.resize(needs.size());
    }

    void add(Area county, const Numbers& needs, const Numbers& offers)
    {
        if (offers.empty()) return;
        needs_here_ = &needs;
        bits_.clear();
        bit_of_answers_.clear();
        answers_.clear();
        ask_all(offers);
        const auto words = bit_of_answers_.size() / kBits + 1;
        blocks_.words = std::max(blocks_.words, words);
        for (const auto offer : offers) add_offer(county, offer, words);
        for (std::size_t i = 0; i < needs.size(); ++i) add_need(needs[i], i, words);
        blocks_.met += needs.size() * offers.size();
        ++block_;
    }

    Blocks finish()
    {
        blocks_.count = static_cast<std::uint64_t>(block_);
        for (auto& need : blocks_.needs)
            for (auto* words : {&need.yes, &need.could}) words->resize(blocks_.words);
        for (auto& offer : blocks_.offers)
            for (auto* words : {&offer.lines, &offer.must, &offer.never}) words->resize(blocks_.words);
        return std::move(blocks_);
    }

private:
    // Questions that all needs of the block answer alike share a bit; those that give points come first, so
    // that they lie in the first word.
    void ask_all(const Numbers& offers)
    {
        for (const auto offer : offers)
            for (const auto& point : offers_[offer].points) ask(point.question);
        for (const auto offer : offers)
            for (const auto& one : offers_[offer].requirements) ask(one.question);
    }

    void ask(std::uint32_t question)
    {
        if (bits_.contains(question)) return;
        Verdicts answers;
        answers.reserve(needs_here_->size());
        for (const auto need : *needs_here_)
            answers.push_back(answer_of(snapshot_, asked_, needs_[need], question));
        const auto [at, is_new] = bit_of_answers_.emplace(answers, bit_of_answers_.size());
        if (is_new) answers_.push_back(std::move(answers));
        bits_[question] = at->second;
    }

    static void set(Words& words, std::size_t bit) { words[bit / kBits] |= std::int64_t{1} << (bit % kBits); }

    void add_offer(Area county, std::size_t index, std::size_t words)
    {
        const auto& offer = offers_[index];
        BlockOffer row{
            block_,       index, proximity(snapshot_, offer.program, county), Words(words), Words(words),
            Words(words), {}};
        for (const auto& one : offer.requirements) {
            auto& asked = one.role == Role::line ? row.lines : one.role == Role::fails ? row.never : row.must;
            set(asked, bits_.at(one.question));
        }
        for (std::size_t i = 0; i < offer.points.size(); ++i) {
            const auto bit = bits_.at(offer.points[i].question);
            if (bit >= kBits) throw std::logic_error("more questions that give points than a word has bits");
            row.points[i] = std::int64_t{1} << bit;
        }
        blocks_.offers.push_back(std::move(row));
    }

    void add_need(std::size_t number, std::size_t at, std::size_t words)
    {
        auto& need = blocks_.needs[number];
        need = {block_, Words(words), Words(words)};
        for (std::size_t bit = 0; bit < answers_.size(); ++bit) {
            if (answers_[bit][at] == Verdict::yes) set(need.yes, bit);
            if (answers_[bit][at] != Verdict::no) set(need.could, bit);
        }
    }

    const Snapshot& snapshot_;
    const Asked& asked_;
    const std::vector<NeedRow>& needs_;
    const std::vector<Offer>& offers_;
    const Numbers* needs_here_{};
    std::int64_t block_ = 0;
    std::unordered_map<std::uint32_t, std::size_t> bits_; // by question
    std::map<Verdicts, std::size_t> bit_of_answers_;
    std::vector<Verdicts> answers_; // by bit
    Blocks blocks_;
};

using BlockKind = std::tuple<Area, std::string, bool>; // county, type of need, names a person

std::map<BlockKind, Numbers> needs_by_kind(const Snapshot& snapshot, const std::vector<NeedRow>& needs)
{
    std::map<BlockKind, Numbers> by_kind;
    for (std::size_t i = 0; i < needs.size(); ++i) {
        const auto& row = needs[i];
        const auto& type = snapshot.families()[row.family].household.needs[row.need].type;
        if (row.home) by_kind[{part_of(row.home, AreaLevel::county), type, row.names_person}].push_back(i);
    }
    return by_kind;
}

void find_nearer(const Snapshot& snapshot, const std::vector<NeedRow>& needs,
                 const std::vector<Offer>& offers, Blocks& blocks)
{
    std::set<Area> homes;
    for (const auto& row : needs)
        if (row.home) homes.insert(row.home);
    const auto has_sites = [&](std::uint32_t program) {
        return std::ranges::any_of(snapshot.compiled().plans[program].places,
                                   [](Area place) { return level_of(place) > AreaLevel::county; });
    };
    std::set<std::uint32_t> programs;
    for (const auto& offer : offers)
        if (has_sites(offer.program)) programs.insert(offer.program);
    for (const auto program : programs)
        for (const auto home : homes) {
            const auto county = part_of(home, AreaLevel::county);
            if (!may_serve(snapshot, program, county)) continue;
            const auto more = proximity(snapshot, program, home) - proximity(snapshot, program, county);
            if (more != 0) blocks.nearer.push_back({home.code, snapshot.programs()[program].id.value, more});
        }
}

} // namespace

Blocks blocks_of(const Snapshot& snapshot, const Asked& asked, const std::vector<NeedRow>& needs,
                 const std::vector<Offer>& offers)
{
    std::map<std::pair<std::string, bool>, Numbers> by_type;
    for (std::size_t i = 0; i < offers.size(); ++i)
        by_type[{offers[i].need_type, offers[i].names_person}].push_back(i);
    BlockBuilder builder(snapshot, asked, needs, offers);
    for (const auto& [kind, numbers] : needs_by_kind(snapshot, needs)) {
        const auto& [county, type, named] = kind;
        Numbers here;
        for (const auto offer : by_type[{type, named}])
            if (may_serve(snapshot, offers[offer].program, county)) here.push_back(offer);
        builder.add(county, numbers, here);
    }
    auto blocks = builder.finish();
    find_nearer(snapshot, needs, offers, blocks);
    blocks.told = told_pairs(snapshot, asked, needs);
    return blocks;
}

} // namespace bench
