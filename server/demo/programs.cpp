#include "server/demo/programs.hpp"
#include <chrono>
#include <utility>

namespace server::demo {

using namespace models;

namespace {

// Where the first start lies in a program's first window: as a rule a third of the way in.
int days_to_move(const Program& program, Date today)
{
    constexpr int kStillOpen = 30, kOpensIn = 12, kOverSince = 9;
    const auto& window = program.windows.front();
    if (!window.from) return days_between(day_of(*window.until), today) + kStillOpen;
    const auto from = day_of(*window.from);
    if (program.code == "xijiu") return days_between(from, today) + kOpensIn;
    if (!window.until) return days_between(from, today) - kStillOpen;
    const auto until = day_of(*window.until);
    if (program.code == "liangai") return days_between(until, today) - kOverSince;
    return days_between(from, today) - days_between(from, until) / 3;
}

void move(Window& window, int days)
{
    for (auto* instant : {&window.from, &window.until})
        if (*instant) **instant += std::chrono::days{days};
}

// The last instant that counts: the day before a midnight, the hour of any other.
std::string last_of(Time until)
{
    const auto day = day_of(until);
    if (until == start_of(day)) return to_text(plus_days(day, -1));
    return to_text(day) + " " + to_text(until).substr(11, 5);
}

TextPair dates_of(const Window& window)
{
    const auto from = window.from ? to_text(day_of(*window.from)) : "";
    const auto until = window.until ? last_of(*window.until) : "";
    if (from.empty()) return {"至 " + until, "until " + until};
    return {from + " 至 " + until, from + " to " + until};
}

void tell_real_dates(Program& program)
{
    TextPair dates;
    for (const auto& window : program.windows) {
        const auto [zh, en] = dates_of(window);
        dates.zh += (dates.zh.empty() ? "" : "；") + zh;
        dates.en += (dates.en.empty() ? "" : "; ") + en;
    }
    program.source_note.zh += "演示中申报期移到了首次启动前后，真实的申报期：" + dates.zh + "。";
    program.source_note.en +=
        " In this demo the application period lies around the day of first start; the real one: " + dates.en +
        ".";
}

} // namespace

std::vector<ConfigProgram> programs_of_demo(const Library& library, Date first_start)
{
    auto programs = config_programs(library);
    for (auto& [organization, program] : programs) {
        if (program.windows.empty()) continue;
        tell_real_dates(program);
        const auto days = days_to_move(program, first_start);
        for (auto& window : program.windows) move(window, days);
        if (program.delivery) move(*program.delivery, days);
    }
    for (auto& invented : demo_programs(library)) {
        const auto age = static_cast<int>(invented.program.code.size() % 7) * 5 + 4;
        invented.program.last_confirmed = plus_days(first_start, -age);
        programs.push_back(std::move(invented));
    }
    return programs;
}

} // namespace server::demo
