#pragma once
#include "models/account.hpp"
#include "models/result.hpp"
#include "server/http/call.hpp"
#include "server/http/paging.hpp"
#include "server/programs/catalog.hpp"
#include <optional>
#include <string>
#include <vector>

namespace server::programs {

// What a list asks for; all of it must hold.
struct Filter {
    std::string need;                    // a need type
    models::Area area;                   // serves it, or a part of it
    models::OrganizationId organization; // none: all
    std::optional<models::ProgramState> state;
    std::string
        words; // folded, lower case; each must stand in a name, the summary, the organization or the code
    bool is_empty() const;
};

// From ?need=&area=&organization=&state=&q=; what is none of the possible values is a fault at its name.
models::Result<Filter> read_filter(const Form& query, const Library&);

bool fits(const Filter&, const models::Program&);

struct Page {
    std::vector<const models::Program*> programs;
    std::size_t count{}; // on all pages
    std::int64_t next{}; // the next page's cursor; 0: this is the last
};
Page page_of(const Programs& all, const models::Actor&, const Filter&, const PageWish&);

} // namespace server::programs
