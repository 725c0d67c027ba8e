#include "server/library/csv.hpp"
#include <algorithm>
#include <stdexcept>

namespace server {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

class Cursor {
public:
    explicit Cursor(std::string_view text) : rest_(text)
    {
        if (rest_.starts_with(kByteOrderMark)) rest_.remove_prefix(kByteOrderMark.size());
    }
    bool at_end() const { return rest_.empty(); }
    std::size_t line() const { return line_; }

    std::vector<std::string> row()
    {
        std::vector<std::string> values{value()};
        while (take(',')) values.push_back(value());
        take('\r');
        if (!at_end() && !take('\n')) fail("a quoted value must end at a comma or at the end of the line");
        ++line_;
        return values;
    }

    [[noreturn]] void fail(const std::string& what) const
    {
        throw std::runtime_error("line " + std::to_string(line_) + ": " + what);
    }

private:
    bool take(char wanted)
    {
        if (rest_.empty() || rest_.front() != wanted) return false;
        rest_.remove_prefix(1);
        return true;
    }

    std::string value()
    {
        if (take('"')) return quoted();
        auto size = std::min(rest_.find_first_of(",\n"), rest_.size());
        if (size > 0 && rest_[size - 1] == '\r') --size;
        std::string plain(rest_.substr(0, size));
        rest_.remove_prefix(size);
        return plain;
    }

    std::string quoted()
    {
        std::string text;
        for (;;) {
            const auto end = rest_.find('"');
            if (end == std::string_view::npos) fail("a quote is not closed");
            text += rest_.substr(0, end);
            rest_.remove_prefix(end + 1);
            if (!take('"')) return text;
            text += '"';
        }
    }

    std::string_view rest_;
    std::size_t line_ = 1;
};

} // namespace

std::size_t Table::column(std::string_view name) const
{
    const auto at = std::ranges::find(head, name);
    if (at == head.end()) throw std::runtime_error("there is no column " + std::string(name));
    return static_cast<std::size_t>(at - head.begin());
}

Table read_table(std::string_view text)
{
    Cursor cursor(text);
    Table table{cursor.row(), {}};
    while (!cursor.at_end()) {
        const auto line = cursor.line();
        auto row = cursor.row();
        if (row.size() == 1 && row[0].empty()) continue;
        if (row.size() != table.head.size())
            throw std::runtime_error("line " + std::to_string(line) +
                                     ": as many values as the head are expected");
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace server
