#include "server/formats/province.hpp"
#include "server/formats/line_blocks.hpp"
#include "server/http/json_reader.hpp"
#include "server/http/library.hpp"
#include <algorithm>
#include <future>
#include <iterator>
#include <numeric>

namespace server {

namespace fs = std::filesystem;
using nlohmann::json;
using namespace models;
using matching::Family;

namespace {

constexpr std::size_t kMostFaults = 100;
constexpr std::size_t kBlockBytes = 1'048'576;
constexpr std::size_t kMostLineBytes = 262'144; // as the API takes

Fault missing(const char* file) { return {"error.province.file", file, {{"file", file}}}; }

// The faults of one value of a file, with the place where it stands.
void tell(std::vector<Fault>& all, const Refusal& refusal, const std::string& file, const std::string& below)
{
    for (auto fault : refusal.faults) {
        const auto pointer = below + fault.pointer;
        fault.pointer = file + ":" + (pointer.empty() ? "" : " " + pointer);
        all.push_back(std::move(fault));
    }
}

// The whole of a small file; nothing, with a fault: it is not there or not JSON.
std::optional<json> read_file(const fs::path& folder, const char* name, std::vector<Fault>& faults)
{
    std::ifstream file(folder / name, std::ios::binary);
    if (!file || fs::is_directory(folder / name)) return faults.push_back(missing(name)), std::nullopt;
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    auto value = read_json(text);
    if (value) return *std::move(value);
    tell(faults, value.error(), name, "");
    return {};
}

// What one thread made of one block.
struct Part {
    std::vector<Family> families;
    std::vector<Fault> faults;
};

Result<Family> read_line(std::string_view line, std::size_t number, const Library& library, Time as_of)
{
    if (line.size() > kMostLineBytes) return refuse(Reason::unreadable, "error.province.long_line");
    auto value = read_json(line);
    if (!value) {
        for (auto& fault : value.error().faults) fault.values["line"] = std::to_string(number);
        return std::unexpected(value.error());
    }
    auto read = read_household_line(*value, library.need_types, *library.divisions, as_of);
    if (!read) return std::unexpected(read.error());
    return family_of(*std::move(read));
}

Part read_block(const LineBlock& block, const Library& library, Time as_of)
{
    Part part;
    std::string_view rest = block.text;
    for (auto number = block.first_line; !rest.empty() && part.faults.size() < kMostFaults; ++number) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        auto family = read_line(line, number, library, as_of);
        if (family)
            part.families.push_back(*std::move(family));
        else
            tell(part.faults, family.error(), kHouseholdsFile + (":" + std::to_string(number)), "");
    }
    return part;
}

// The parts of all threads, by the number of their block.
class Parts {
public:
    explicit Parts(const Reading& reading) : reading_(reading) {}
    bool add(std::size_t number, Part part) // false: there are enough faults
    {
        const std::scoped_lock lock(mutex_);
        households_ += part.families.size();
        faults_ += part.faults.size();
        if (parts_.size() <= number) parts_.resize(number + 1);
        parts_[number] = std::move(part);
        if (reading_) reading_(households_);
        return faults_ < kMostFaults;
    }
    Part joined()
    {
        Part all;
        all.families.reserve(households_);
        for (auto& part : parts_) {
            std::ranges::move(part.families, std::back_inserter(all.families));
            std::ranges::move(part.faults, std::back_inserter(all.faults));
            part = {};
        }
        return all;
    }

private:
    std::mutex mutex_;
    const Reading& reading_;
    std::vector<Part> parts_;
    std::size_t households_ = 0, faults_ = 0;
};

Part read_households(std::ifstream file, const Library& library, Time as_of, std::size_t threads,
                     const Reading& reading)
{
    LineBlocks blocks(std::move(file), kBlockBytes);
    Parts parts(reading);
    const auto work = [&] {
        for (LineBlock block; blocks.next(block);)
            if (!parts.add(block.number, read_block(block, library, as_of))) blocks.stop();
    };
    std::vector<std::future<void>> running;
    for (std::size_t i = 1; i < threads; ++i) running.push_back(std::async(std::launch::async, work));
    work();
    for (auto& one : running) one.get();
    return parts.joined();
}

// By id. Two lines of one id: told at the later one; without faults a household's line is its place.
void sort_families(Part& read)
{
    std::vector<std::size_t> order(read.families.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto id = [&](std::size_t at) { return std::pair{read.families[at].referral.value, at}; };
    std::ranges::sort(order, {}, id);
    for (std::size_t i = 1; i < order.size() && read.faults.size() < kMostFaults; ++i)
        if (id(order[i]).first == id(order[i - 1]).first)
            read.faults.push_back({"error.province.id_twice",
                                   kHouseholdsFile + (":" + std::to_string(order[i] + 1)) + ": /id",
                                   {{"id", std::to_string(id(order[i]).first)}}});
    if (!read.faults.empty() || std::ranges::is_sorted(order)) return;
    std::vector<Family> sorted;
    sorted.reserve(order.size());
    for (const auto at : order) sorted.push_back(std::move(read.families[at]));
    read.families = std::move(sorted);
}

std::vector<Program> read_programs(const json& list, const Library& library, std::vector<Fault>& faults)
{
    std::vector<Program> programs;
    if (!list.is_array()) {
        tell(faults, {Reason::invalid, {{"error.json.array", "", {}}}}, kProgramsFile, "");
        return programs;
    }
    std::set<std::int64_t> ids;
    std::set<std::string> codes;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const auto at = "/" + std::to_string(i);
        auto entry = read_program_entry(list[i], library.named_rules, library.need_types);
        if (!entry) {
            tell(faults, entry.error(), kProgramsFile, at);
            continue;
        }
        auto& program = entry->program;
        const auto twice = [&](const char* key, const std::string& what, const char* member) {
            tell(faults, {Reason::invalid, {{key, member, {{"id", what}}}}}, kProgramsFile, at);
        };
        if (!ids.insert(program.id.value).second)
            twice("error.province.id_twice", to_text(program.id), "/id");
        if (!codes.insert(program.code).second)
            twice("error.province.code_twice", program.code, "/program/code");
        program.organization_name = std::move(entry->organization_code);
        programs.push_back(std::move(program));
    }
    std::ranges::sort(programs, {}, &Program::id);
    return programs;
}

std::unexpected<Refusal> refuse_first(std::vector<Fault> faults)
{
    if (faults.size() > kMostFaults) faults.resize(kMostFaults);
    return refuse(std::move(faults));
}

} // namespace

Result<Province> read_province(const fs::path& folder, const Library& library, std::size_t threads,
                               const Reading& reading)
{
    std::vector<Fault> faults;
    Province province;
    std::ifstream households(folder / kHouseholdsFile, std::ios::binary);
    if (!households || fs::is_directory(folder / kHouseholdsFile)) faults.push_back(missing(kHouseholdsFile));
    if (const auto list = read_file(folder, kProgramsFile, faults))
        province.programs = read_programs(*list, library, faults);
    if (const auto value = read_file(folder, kPolicyFile, faults)) {
        auto dated = read_dated_policy(*value, library.named_rules);
        if (!dated) tell(faults, dated.error(), kPolicyFile, "");
        if (dated) province.policy = std::move(dated->policy);
        if (dated) province.as_of = dated->as_of;
    }
    if (!faults.empty()) return refuse_first(std::move(faults)); // households need the day
    auto read = read_households(std::move(households), library, province.as_of, threads, reading);
    if (read.faults.empty()) sort_families(read);
    if (!read.faults.empty()) return refuse_first(std::move(read.faults));
    province.families = std::move(read.families);
    return province;
}

std::string household_text(const HouseholdLine& line) { return write_household_line(line).dump() + "\n"; }

void write_programs(std::ostream& out, std::span<const ProgramEntry> entries)
{
    out << "[";
    for (std::size_t i = 0; i < entries.size(); ++i)
        out << (i == 0 ? "\n" : ",\n") << write_program_entry(entries[i]).dump();
    out << "\n]\n";
}

} // namespace server
