locals {
  versions        = jsondecode(file("${path.root}/versions.json"))
  agent_version   = var.agent_version != "" ? var.agent_version : local.versions.agent.version
  toolbox_version = var.toolbox_version != "" ? var.toolbox_version : local.versions.toolbox.version
  source_cidrs    = compact(split(",", replace(var.source_cidrs, " ", "")))
  # Canonical's spelling of the architecture.
  ubuntu_arch = var.arch == "arm64" ? "arm64" : "amd64"

  tags = {
    Name                    = "Semaphore agent"
    Version                 = var.image_version
    Agent_Version           = local.agent_version
    Toolbox_Version         = local.toolbox_version
    Hash                    = var.hash
    Source_AMI              = "{{ .SourceAMI }}"
    Root_Volume_Size        = var.root_volume_size
    Apt_Hold_Patterns       = var.apt_hold_patterns
    Install_Erlang          = var.install_erlang
    Systemd_Restart_Seconds = var.systemd_restart_seconds
    # What the scripts can do: libs/contract/src/image-contract.ts.
    "semaphore:image-contract" = "1"
  }

  ansible_arguments = concat(
    [
      "--extra-vars", "image_arch=${var.arch}",
      "--extra-vars", "agent_version=${local.agent_version}",
      "--extra-vars", "toolbox_version=${local.toolbox_version}",
      "--extra-vars", "install_erlang=${var.install_erlang}",
      "--extra-vars", "systemd_restart_seconds=${var.systemd_restart_seconds}",
      # Session Manager's connection runs through its agent, which is a snap, so such a build keeps snapd.
      "--extra-vars", "keep_snapd=${var.ssh_interface == "session_manager"}",
      # As JSON, because the patterns may contain blanks.
      "--extra-vars", jsonencode({ apt_hold_patterns = var.apt_hold_patterns }),
    ],
    var.ansible_verbosity > 0 ? [format("-%s", substr("vvvv", 0, var.ansible_verbosity))] : [],
  )
}

source "amazon-ebs" "ubuntu" {
  ami_name              = "${var.ami_prefix}-${var.image_version}-ubuntu-${var.ubuntu_version}-${var.arch}-${var.hash}"
  ami_description       = "Semaphore self-hosted agent on Ubuntu ${var.ubuntu_version}"
  region                = var.region
  instance_type         = var.instance_type
  iam_instance_profile  = var.iam_instance_profile
  force_deregister      = var.force_deregister
  force_delete_snapshot = var.force_deregister
  source_ami            = var.source_ami

  dynamic "source_ami_filter" {
    for_each = var.source_ami == "" ? ["newest"] : []

    content {
      most_recent = true
      # Canonical's account.
      owners = ["099720109477"]

      filters = {
        name                = "ubuntu/images/*ubuntu-${var.ubuntu_version}-*-${local.ubuntu_arch}-server-*"
        architecture        = var.arch
        root-device-type    = "ebs"
        virtualization-type = "hvm"
      }
    }
  }

  # The snapshot of an encrypted volume is encrypted, so Packer need not make an encrypted copy of the image.
  launch_block_device_mappings {
    device_name           = var.root_device_name
    volume_type           = "gp3"
    volume_size           = var.root_volume_size
    iops                  = 3000
    throughput            = 125
    encrypted             = true
    delete_on_termination = true
  }

  imds_support = "v2.0"

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }

  # The SSH port is open only to source_cidrs or, if these are empty, to this machine's public address.
  temporary_security_group_source_public_ip = length(local.source_cidrs) == 0
  temporary_security_group_source_cidrs     = local.source_cidrs

  communicator              = "ssh"
  ssh_username              = "ubuntu"
  ssh_interface             = var.ssh_interface
  ssh_clear_authorized_keys = true
  # Ubuntu 22.04 and newer refuse SHA-1 signatures of RSA keys.
  temporary_key_pair_type = "ed25519"

  tags            = local.tags
  snapshot_tags   = local.tags
  run_tags        = { Name = "Packer: Semaphore agent on Ubuntu ${var.ubuntu_version}" }
  run_volume_tags = { Name = "Packer: Semaphore agent on Ubuntu ${var.ubuntu_version}" }
}

build {
  name    = "semaphore-agent-linux"
  sources = ["source.amazon-ebs.ubuntu"]

  # cloud-init may still be installing packages, which would lock apt.
  provisioner "shell" {
    inline = ["sudo cloud-init status --wait"]
    # Since cloud-init 23.4, 2 means that the boot succeeded with warnings (docs.cloud-init.io, explanation/return_codes).
    valid_exit_codes = [0, 2]
  }

  # The builder installs the right version of Ansible, so the plugin need not check it.
  provisioner "ansible" {
    playbook_file      = "${path.root}/ansible/image.yml"
    user               = "ubuntu"
    use_proxy          = false
    skip_version_check = true
    ansible_env_vars   = ["ANSIBLE_CONFIG=${path.root}/ansible/ansible.cfg"]
    extra_arguments    = local.ansible_arguments
  }

  # If a test fails, no image is created.
  provisioner "shell" {
    inline = ["sudo goss --gossfile /opt/semaphore/goss/build.yaml --vars /opt/semaphore/goss/vars.yaml validate --max-concurrent 1 --format documentation --no-color"]
  }

  provisioner "ansible" {
    playbook_file      = "${path.root}/ansible/cleanup.yml"
    user               = "ubuntu"
    use_proxy          = false
    skip_version_check = true
    ansible_env_vars   = ["ANSIBLE_CONFIG=${path.root}/ansible/ansible.cfg"]
    extra_arguments    = local.ansible_arguments
  }
}
