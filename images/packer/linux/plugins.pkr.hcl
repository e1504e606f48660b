# Separate from the template, so that a test can validate the template offline, with an old Packer whose plugins are built in.
packer {
  required_version = ">= 1.9.0"

  required_plugins {
    amazon = {
      source  = "github.com/hashicorp/amazon"
      version = "1.3.4"
    }

    ansible = {
      source  = "github.com/hashicorp/ansible"
      version = "1.1.3"
    }
  }
}
