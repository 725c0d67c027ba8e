#include "tests/bench/peers/tables.hpp"
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>

namespace bench {

using namespace matching;
using namespace models;

namespace {

class Csv {
public:
    Csv(const std::filesystem::path& folder, const std::string& table) : out_(folder / (table + ".csv")) {}
    Csv& add(std::int64_t number) { return add(std::to_string(number)); }
    Csv& add_known(std::int64_t number) { return number < 0 ? add("") : add(number); } // −1: NULL
    Csv& add(const std::string& text)
    {
        if (!first_) out_ << ',';
        first_ = false;
        out_ << text;
        return *this;
    }
    Csv& add(const Words& words)
    {
        for (const auto word : words) add(word);
        return *this;
    }
    void end()
    {
        out_ << '\n';
        first_ = true;
    }

private:
    std::ofstream out_;
    bool first_ = true;
};

void add_gift(Csv& csv, const Gift& gift)
{
    csv.add(gift.award).add(gift.cost).add_known(gift.covered).add(gift.least_lacks).add(gift.full_from);
    csv.add(gift.basis_points).add(gift.most).add(gift.step).add(gift.minimum);
}

void write_told(const Province& province, const std::filesystem::path& folder, std::size_t step)
{
    Csv csv(folder, "told");
    for (const auto& one : province.blocks.told) {
        if (province.needs[one.need].family % step != 0) continue;
        csv.add(static_cast<std::int64_t>(one.need)).add(one.program).add(one.fits ? 0 : 1);
        csv.add(one.score).add(one.coverage).add(one.award).add(one.cost).end();
    }
}

void write_block_needs(const Province& province, const std::filesystem::path& folder, std::size_t step)
{
    Csv csv(folder, "need");
    for (std::size_t i = 0; i < province.needs.size(); ++i) {
        const auto& row = province.needs[i];
        const auto& block = province.blocks.needs[i];
        if (row.family % step != 0 || block.block < 0) continue;
        csv.add(static_cast<std::int64_t>(i)).add(block.block).add(row.home.code).add_known(row.lacks);
        csv.add(row.of_family).add(row.urgent ? 1 : 0).add(row.had[0]).add(row.had[1]);
        csv.add(block.yes).add(block.could).add(0).end();
    }
}

void write_block_offers(const Province& province, const std::filesystem::path& folder)
{
    Csv csv(folder, "offer");
    for (const auto& row : province.blocks.offers) {
        const auto& offer = province.offers[row.offer];
        csv.add(row.block).add(offer.id);
        csv.add(offer.base[0] + row.proximity).add(offer.base[1] + row.proximity);
        add_gift(csv, offer.gift);
        for (const auto bit : row.points) csv.add(bit);
        std::int64_t all = 0;
        for (std::size_t i = 0; i < row.points.size(); ++i) {
            const auto points = i < offer.points.size() ? offer.points[i].points : 0;
            csv.add(points);
            all += points;
        }
        csv.add(std::max<std::int64_t>(all, 1)).add(row.lines).add(row.must).add(row.never).add(0).end();
    }
}

std::set<std::uint32_t> programs_in(const std::vector<Offer>& offers)
{
    std::set<std::uint32_t> programs;
    for (const auto& offer : offers) programs.insert(offer.program);
    return programs;
}

void write_areas(const Province& province, const std::filesystem::path& folder)
{
    Csv served(folder, "served"), place(folder, "place");
    for (const auto program : programs_in(province.offers)) {
        const auto& plan = province.snapshot.compiled().plans[program];
        const auto& of = province.snapshot.programs()[program];
        if (plan.served.empty() || follows_the_person(of))
            served.add(of.id.value).add("\"\"").end();
        else
            for (const auto area : plan.served) served.add(of.id.value).add(to_text(area)).end();
        for (const auto area : plan.places) place.add(of.id.value).add(to_text(area)).end();
    }
}

using NeedKind = std::pair<std::string, bool>; // of need, names a person

std::map<NeedKind, std::set<std::uint32_t>> write_offers(const Province& province,
                                                         const std::filesystem::path& folder)
{
    std::map<NeedKind, std::set<std::uint32_t>> questions;
    Csv csv(folder, "offer"), requirement(folder, "requirement"), point(folder, "point");
    for (std::size_t i = 0; i < province.offers.size(); ++i) {
        const auto& offer = province.offers[i];
        auto& asked = questions[{offer.need_type, offer.names_person}];
        const auto number = static_cast<std::int64_t>(i);
        csv.add(number).add(offer.id).add(offer.need_type).add(offer.names_person ? 1 : 0);
        csv.add(offer.base[0]).add(offer.base[1]);
        add_gift(csv, offer.gift);
        csv.end();
        for (const auto& one : offer.requirements) {
            requirement.add(number).add(one.question).add(std::string(models::name_of(one.role))).end();
            asked.insert(one.question);
        }
        for (const auto& one : offer.points) {
            point.add(number).add(one.question).add(one.points).end();
            asked.insert(one.question);
        }
    }
    return questions;
}

} // namespace

Province::Province(Snapshot of)
    : snapshot(std::move(of)),
      asked(ask_all(snapshot)),
      needs(needs_of(snapshot)),
      offers(offers_of(snapshot, asked)),
      blocks(blocks_of(snapshot, asked, needs, offers))
{
}

std::vector<std::size_t> Province::families() const
{
    std::vector<std::size_t> families;
    for (const auto& row : needs) families.push_back(row.family);
    return families;
}

void write_rewritten(const Province& province, const std::filesystem::path& folder, std::size_t step)
{
    write_block_needs(province, folder, step);
    write_block_offers(province, folder);
    write_told(province, folder, step);
    Csv nearer(folder, "nearer");
    for (const auto& one : province.blocks.nearer)
        nearer.add(one.village).add(one.program).add(one.more).end();
}

void write_first(const Province& province, const std::filesystem::path& folder, std::size_t step)
{
    const auto questions = write_offers(province, folder);
    write_areas(province, folder);
    write_told(province, folder, step);
    Csv csv(folder, "need"), answers(folder, "answer");
    for (std::size_t i = 0; i < province.needs.size(); ++i) {
        const auto& row = province.needs[i];
        if (row.family % step != 0 || !row.home) continue;
        const auto& type = province.snapshot.families()[row.family].household.needs[row.need].type;
        const auto number = static_cast<std::int64_t>(i);
        csv.add(number).add(type).add(row.names_person ? 1 : 0).add(to_text(row.home)).add_known(row.lacks);
        csv.add(row.of_family).add(row.urgent ? 1 : 0).add(row.had[0]).add(row.had[1]).end();
        const auto asked = questions.find({type, row.names_person});
        if (asked == questions.end()) continue;
        for (const auto question : asked->second) {
            const auto verdict = answer_of(province.snapshot, province.asked, row, question);
            answers.add(number).add(question).add(std::string(models::name_of(verdict))).end();
        }
    }
}

std::string name_of(Form form) { return form == Form::rewritten ? "rewritten" : "first"; }

std::vector<std::string> tables_of(Form form)
{
    if (form == Form::rewritten) return {"need", "offer", "nearer", "told"};
    return {"need", "offer", "requirement", "point", "served", "place", "answer", "told"};
}

namespace {

void replace_all(std::string& text, const std::string& what, const std::string& by)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

} // namespace

std::string sql(const std::string& name, const Province& province, const std::string& whole)
{
    std::ifstream in(std::string(PEERS) + "/sql/" + name);
    if (!in) throw std::runtime_error("the query " + name + " is not there");
    std::string text;
    for (std::string line; std::getline(in, line);)
        for (std::size_t word = 0; word < (line.contains("{w}") ? province.blocks.words : 1); ++word) {
            auto one = line;
            replace_all(one, "{w}", std::to_string(word));
            text += one + '\n';
        }
    const auto& weights = province.snapshot.ground().policy->weights;
    const auto weight = [&](Factor factor) {
        return std::to_string(weights[static_cast<std::size_t>(factor)]);
    };
    replace_all(text, "{fit_weight}", weight(Factor::fit));
    replace_all(text, "{coverage_weight}", weight(Factor::coverage));
    replace_all(text, "{proximity_weight}", weight(Factor::proximity));
    replace_all(text, "//", whole);
    return text;
}

} // namespace bench
