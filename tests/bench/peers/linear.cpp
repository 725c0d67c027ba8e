#include "tests/bench/peers/solvers.hpp"
#include <fstream>
#include <map>

namespace bench {

using namespace matching;

namespace {

struct Entry {
    std::size_t row{};
    std::int64_t coefficient{};
};

// Rows are made as they are needed.
class Linear {
public:
    explicit Linear(const Round& round) : round_(round), columns_(round.options.size())
    {
        for (std::size_t i = 0; i < round.options.size(); ++i) add_capacities(i);
        for (const auto& family : round.families) add_family(family);
    }

    void write(const std::filesystem::path& file) const
    {
        std::ofstream out(file);
        out << uppers_.size() << ' ' << columns_.size() << '\n';
        for (const auto upper : uppers_) out << upper << '\n';
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            out << round_.options[i].value << ' ' << columns_[i].size();
            for (const auto& entry : columns_[i]) out << ' ' << entry.row << ' ' << entry.coefficient;
            out << '\n';
        }
    }

private:
    std::size_t new_row(std::int64_t upper)
    {
        uppers_.push_back(upper);
        return uppers_.size() - 1;
    }

    void add_capacities(std::size_t option)
    {
        const auto& of = round_.options[option];
        for (const auto capacity : round_.kinds[of.kind].capacities) {
            const auto& left = round_.capacities[capacity];
            add(places_, capacity, left.places, option, 1);
            if (of.cost > 0) add(money_, capacity, left.fen, option, of.cost);
        }
    }

    void add(std::map<std::uint32_t, std::size_t>& rows, std::uint32_t capacity, std::int64_t left,
             std::size_t option, std::int64_t coefficient)
    {
        if (left == kUnlimited) return;
        auto row = rows.find(capacity);
        if (row == rows.end()) row = rows.emplace(capacity, new_row(left)).first;
        columns_[option].push_back({row->second, coefficient});
    }

    void add_family(const RoundFamily& family)
    {
        const auto first = family.first_option, last = first + family.options;
        if (family.options > round_.most_awards) {
            const auto row = new_row(static_cast<std::int64_t>(round_.most_awards));
            for (auto i = first; i < last; ++i) columns_[i].push_back({row, 1});
        }
        for (std::uint32_t need = 0; need < family.needs; ++need) {
            const auto row = new_row(round_.needs_of(family)[need].residual);
            for (auto i = first; i < last; ++i)
                if (round_.options[i].need == need) columns_[i].push_back({row, round_.options[i].award});
        }
        for (auto i = first; i < last; ++i)
            for (auto j = i + 1; j < last; ++j) {
                if (may_both(round_, family, round_.options[i], round_.options[j])) continue;
                const auto row = new_row(1);
                columns_[i].push_back({row, 1});
                columns_[j].push_back({row, 1});
            }
    }

    const Round& round_;
    std::vector<std::int64_t> uppers_;
    std::vector<std::vector<Entry>> columns_;
    std::map<std::uint32_t, std::size_t> places_, money_; // rows by capacity
};

} // namespace

void write_linear(const Round& round, const std::filesystem::path& file) { Linear(round).write(file); }

} // namespace bench
