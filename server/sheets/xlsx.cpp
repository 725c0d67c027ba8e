#include "server/sheets/sheet.hpp"
#include <stdexcept>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

namespace server {

namespace {

// A file that lies in memory alone: names leave no trace on the disk.
class MemoryFile {
public:
    MemoryFile() : number_(::memfd_create("sheet", MFD_CLOEXEC))
    {
        if (number_ < 0) throw std::runtime_error("no file in memory");
    }
    ~MemoryFile() { ::close(number_); }
    MemoryFile(const MemoryFile&) = delete;

    std::string path() const { return "/proc/self/fd/" + std::to_string(number_); }
    std::string bytes() const
    {
        std::string all(static_cast<std::size_t>(::lseek(number_, 0, SEEK_END)), '\0');
        if (::pread(number_, all.data(), all.size(), 0) != static_cast<ssize_t>(all.size()))
            throw std::runtime_error("a file in memory cannot be read");
        return all;
    }

private:
    int number_;
};

void write_row(lxw_worksheet* sheet, lxw_row_t row, const std::vector<Sheet::Cell>& cells, lxw_format* text,
               lxw_format* money)
{
    for (lxw_col_t column = 0; column < cells.size(); ++column) {
        const auto& cell = cells[column];
        if (cell.fen)
            worksheet_write_number(sheet, row, column, static_cast<double>(*cell.fen) / 100, money);
        else
            worksheet_write_string(sheet, row, column, cell.text.c_str(), text);
    }
}

} // namespace

std::string xlsx_of(const Sheet& table, std::span<const double> widths)
{
    const MemoryFile file;
    auto* book = workbook_new(file.path().c_str());
    auto* sheet = workbook_add_worksheet(book, nullptr);
    auto* head = workbook_add_format(book);
    auto* money = workbook_add_format(book);
    format_set_bold(head);
    format_set_num_format(money, "#,##0.00");
    lxw_col_t column = 0;
    for (const auto width : widths) {
        worksheet_set_column(sheet, column, column, width, nullptr);
        ++column;
    }
    lxw_row_t row = 0;
    for (const auto& cells : table.rows) {
        write_row(sheet, row, cells, row == 0 ? head : nullptr, money);
        ++row;
    }
    worksheet_freeze_panes(sheet, 1, 0);
    if (workbook_close(book) != LXW_NO_ERROR) throw std::runtime_error("the workbook cannot be written");
    return file.bytes();
}

} // namespace server
